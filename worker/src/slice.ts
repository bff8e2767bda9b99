import { Fleet, scanSlice, type NodeRow, type ScopeProgress } from 'patchlens/fleet';
import { clientOf } from './client.ts';
import type { Env } from './env.ts';
import { previousOf, read, soFarKey } from './history.ts';
import { nodeRecords } from './node-record.ts';
import { advance, lease, positionOf, type Position, type Run } from './runs.ts';
import { nodeStatements } from './store-nodes.ts';

/** Rows of a page. */
const PAGE = 1000;
/** A step begins no slice after so long: it has half a minute of the processor. */
const STEP_MS = 20_000;

/** What the slices of a step did. */
export interface Sliced {
  /** How many slices the run has stored. */
  slice: number;
  isDone: boolean;
  rowsWritten: number;
  /** Why the run does not go on. */
  error?: string;
}

/** A slice that was read, and is not stored yet. */
interface Slice {
  part: Fleet;
  /** Where the run is once it is stored. */
  next: Position;
  error?: string;
}

/**
 * Reads slices of the scope from where the run is, and stores each while the next one is read. Run
 * again, it goes on behind the last stored slice.
 *
 * @throws if the run has lost its lease, or a store is out of reach
 */
export async function readSlices(env: Env, run: Run): Promise<Sliced> {
  const lastStart = Date.now() + STEP_MS;
  await holdLease(env, run);
  const from = await positionOf(env.DB, run);
  if (from.isDone) return { slice: from.slice, isDone: true, rowsWritten: 0 };
  const previous = await previousOf(env.HISTORY, run);
  const ended = new AbortController();
  const readFrom = (position: Position) => {
    const slice = readSlice(env, run, { position, previous, signal: ended.signal });
    // An error of this slice is met when the one before it is stored.
    slice.catch(() => undefined);
    return slice;
  };
  let soFar = await readSoFar(env, run, from);
  let reading = readFrom(from);
  try {
    for (let rowsWritten = 0; ; ) {
      const { part, next, error } = await reading;
      const isLast = next.isDone || error !== undefined || Date.now() > lastStart;
      if (!isLast) reading = readFrom(next);
      using added = part;
      // Bytes, so that no fleet but this one is in memory beside the two parts.
      using grown = await Fleet.merge([...soFar, added]);
      const snapshot = grown.snapshot();
      soFar = [snapshot];
      rowsWritten += await store(env, run, { fleet: grown, snapshot, part: added, next });
      const { slice, isDone } = next;
      if (isLast) return { slice, isDone, rowsWritten, ...(error !== undefined && { error }) };
    }
  } finally {
    ended.abort();
    await reading.then(({ part }) => part.free(), () => undefined);
  }
}

async function readSlice(
  env: Env,
  run: Run,
  { position, previous, signal }: { position: Position; previous: Uint8Array | undefined; signal: AbortSignal },
): Promise<Slice> {
  const deadline = Date.now() + Number(env.SLICE_SECONDS) * 1000;
  const scope = { id: run.fleetScope, client: clientOf(env, run) };
  let progress: ScopeProgress | undefined;
  const { part, cursor } = await scanSlice(scope, position.cursor, {
    maxRequests: Number(env.SLICE_REQUESTS),
    deadline,
    signal,
    ...(previous && { previous }),
    onProgress: ({ scopes }) => {
      progress = scopes[0];
    },
  });
  const { requests, throttled } = progress ?? position;
  const isDone = cursor === undefined;
  const next = { slice: position.slice + 1, isDone, ...(cursor && { cursor }), requests, throttled };
  const isStalled =
    !isDone && Date.now() >= deadline && requests - throttled <= position.requests - position.throttled;
  const error =
    `nothing was read in ${env.SLICE_SECONDS} seconds: ` +
    `${throttled} of ${requests} requests of the run were throttled`;
  return { part, next, ...(isStalled && { error }) };
}

/**
 * Stores what a slice has read. Stored again, it changes nothing.
 *
 * @returns the rows written
 */
async function store(
  env: Env,
  run: Run,
  read: { fleet: Fleet; snapshot: Uint8Array; part: Fleet; next: Position },
): Promise<number> {
  const { fleet, snapshot, part, next } = read;
  await holdLease(env, run);
  await env.HISTORY.put(soFarKey(run, next.slice - 1), snapshot);
  const nodes = await nodeRecords(fleet, run.fleetScope, idsIn(part), {
    errors: errorsIn(fleet),
    progress: 'under-way',
  });
  const results = await env.DB.batch([
    ...nodeStatements(env.DB, run, nodes),
    advance(env.DB, run, next),
  ]);
  return results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
}

async function holdLease(env: Env, { scopeId, run }: Run): Promise<void> {
  if (!(await lease(env.DB, scopeId, run))) throw new Error('another run took the lease');
}

/** The snapshot of what the run had read up to a position, if that is anything. */
async function readSoFar(env: Env, run: Run, { slice }: Position): Promise<Uint8Array[]> {
  return slice === 0 ? [] : [await read(env.HISTORY, soFarKey(run, slice - 1))];
}

/** The ids of the nodes in a fleet. */
export function* idsIn(fleet: Fleet): Iterable<string> {
  for (const { instanceId } of rowsIn(fleet)) yield instanceId;
}

/** The nodes of a fleet, read in pages. */
export function* rowsIn(fleet: Fleet): Iterable<NodeRow> {
  for (let offset = 0; offset < fleet.nodeCount; offset += PAGE) {
    yield* fleet.nodes({ offset, limit: PAGE }).rows;
  }
}

/** Why nodes could not be read, by id. */
export function errorsIn(fleet: Fleet): Map<string, string> {
  const errors = new Map<string, string>();
  for (const { instanceId, error } of fleet.failures) {
    if (instanceId !== undefined) errors.set(instanceId, error.message);
  }
  return errors;
}
