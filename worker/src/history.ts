import { PatchlensError } from 'patchlens';
import { Fleet } from 'patchlens/fleet';
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

/** @throws without a snapshot under the key: a fleet without it would lack nodes or findings */
export async function read(bucket: R2Bucket, key: string): Promise<Uint8Array> {
  const object = await bucket.get(key);
  if (!object) throw new Error(`${key} is not in R2`);
  return new Uint8Array(await object.arrayBuffer());
}

/** The fleet before a run; `undefined` if the run reads everything. */
export async function previousOf(bucket: R2Bucket, run: Run): Promise<Uint8Array | undefined> {
  return run.previous === null ? undefined : read(bucket, run.previous);
}

/**
 * The key of the fleet before a run, if that can be opened. Otherwise the run reads everything, and the
 * log says so: a damaged snapshot would stop every later run.
 */
export async function usable(bucket: R2Bucket, key: string | null): Promise<string | null> {
  if (key === null) return null;
  const object = await bucket.get(key);
  const problem = object ? await damageOf(await object.arrayBuffer()) : 'it is not in R2';
  if (problem === undefined) return key;
  console.log(JSON.stringify({ event: 'previous-unusable', key, problem }));
  return null;
}

async function damageOf(bytes: ArrayBuffer): Promise<string | undefined> {
  try {
    (await Fleet.open(new Uint8Array(bytes))).free();
    return undefined;
  } catch (error) {
    if (!(error instanceof PatchlensError) || error.code !== 'bad-snapshot') throw error;
    return error.message;
  }
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
