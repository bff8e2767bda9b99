import { PatchlensError } from 'patchlens';
import { Fleet } from 'patchlens/fleet';
import { ApiRefused } from './api-refused.ts';

/** The object that a scope's last complete run has left. */
export interface Snapshot {
  scope: string;
  key: string;
}

/** The fleets of some scopes as one, and why some of them are not in it. */
export class LoadedFleet {
  readonly fleet: Fleet;
  /** Why the fleet of a scope cannot be read, by the id of the scope. */
  readonly problems: Map<string, string>;
  #users = 1;

  constructor(fleet: Fleet, problems: Map<string, string>) {
    this.fleet = fleet;
    this.problems = problems;
  }

  use(): this {
    this.#users += 1;
    return this;
  }

  /** Frees the memory with the last user. */
  release(): void {
    this.#users -= 1;
    if (this.#users === 0) this.fleet.free();
  }
}

/**
 * Reads the fleets of scopes from R2 and merges them.
 *
 * @throws {ApiRefused} if they have more than `maxBytes` together
 */
export async function loadFleet(
  bucket: R2Bucket,
  snapshots: Snapshot[],
  maxBytes: number,
): Promise<LoadedFleet> {
  await checkSize(bucket, snapshots, maxBytes);
  const problems = new Map<string, string>();
  const read: { scope: string; bytes: Uint8Array }[] = [];
  for (const { scope, key } of snapshots) {
    const object = await bucket.get(key);
    if (object) read.push({ scope, bytes: new Uint8Array(await object.arrayBuffer()) });
    else problems.set(scope, 'The fleet of the last complete run is not in R2');
  }
  const merged = await mergedOf(read.map(({ bytes }) => bytes));
  if (merged) return new LoadedFleet(merged, problems);
  const sound: Uint8Array[] = [];
  for (const { scope, bytes } of read) {
    const alone = await mergedOf([bytes]);
    if (alone) sound.push(bytes);
    else problems.set(scope, 'The fleet of the last complete run is damaged');
    alone?.free();
  }
  return new LoadedFleet(await Fleet.merge(sound), problems);
}

async function checkSize(bucket: R2Bucket, snapshots: Snapshot[], maxBytes: number): Promise<void> {
  const heads = await Promise.all(snapshots.map(({ key }) => bucket.head(key)));
  const bytes = heads.reduce((sum, head) => sum + (head?.size ?? 0), 0);
  if (bytes <= maxBytes) return;
  throw new ApiRefused(
    'unavailable',
    `The fleets of ${snapshots.length} scopes have ${bytes} bytes, and this server opens at most ` +
      `${maxBytes} (FLEET_MAX_BYTES) at once: ask about some scopes by scopeId`,
  );
}

/** `undefined` if one of the snapshots is damaged. */
async function mergedOf(snapshots: Uint8Array[]): Promise<Fleet | undefined> {
  try {
    return await Fleet.merge(snapshots);
  } catch (error) {
    if (error instanceof PatchlensError && error.code === 'bad-snapshot') return undefined;
    throw error;
  }
}
