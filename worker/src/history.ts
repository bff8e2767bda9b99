import type { Run } from './runs.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The time of a run, by which its day is told. */
export function timeOf({ run }: { run: number }): number {
  return run * MINUTE_MS;
}

/** The day of a run, as whole days since 1970. */
export function dayOf(run: { run: number }): number {
  return Math.floor(timeOf(run) / DAY_MS);
}

/** The key of the fleet of a scope and day. */
export function snapshotKey(run: Run): string {
  return `fleet/${run.fleetScope}/${new Date(timeOf(run)).toISOString().slice(0, 10)}.snapshot`;
}

/** The key of what a run had read after a slice. */
export function soFarKey(run: Run, slice: number): string {
  return `${runPrefix(run)}${slice}.snapshot`;
}

/** @returns the snapshot of a key; `undefined` if there is none */
export async function read(bucket: R2Bucket, key: string): Promise<Uint8Array | undefined> {
  const object = await bucket.get(key);
  return object ? new Uint8Array(await object.arrayBuffer()) : undefined;
}

/** Deletes what a run kept while it was under way. */
export async function forget(bucket: R2Bucket, run: Run): Promise<void> {
  for (;;) {
    const { objects } = await bucket.list({ prefix: runPrefix(run) });
    if (objects.length === 0) return;
    await bucket.delete(objects.map(({ key }) => key));
  }
}

function runPrefix({ fleetScope, run }: Run): string {
  return `run/${fleetScope}/${run}/`;
}
