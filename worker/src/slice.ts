import { Fleet, scanSlice, type ScopeProgress } from 'patchlens/fleet';
import { clientOf } from './client.ts';
import type { Env } from './env.ts';
import { previousOf, read, soFarKey } from './history.ts';
import { nodeRecords } from './node-record.ts';
import { advance, lease, type Position, type Run } from './runs.ts';
import { nodeStatements } from './store-nodes.ts';

/** Rows of a page. */
const PAGE = 1000;

/** What a slice did. */
export interface Sliced extends Position {
  rowsWritten: number;
  /** Why the run does not go on. */
  error?: string;
}

/**
 * Reads a slice of the scope and stores it. Run again from the same position, it stores the same
 * again, which changes nothing.
 *
 * @throws if the run has lost its lease, or a store is out of reach
 */
export async function readSlice(env: Env, run: Run, position: Position): Promise<Sliced> {
  if (!(await lease(env.DB, run.scopeId, run.run))) throw new Error('another run took the lease');
  const deadline = Date.now() + Number(env.SLICE_SECONDS) * 1000;
  const { part, cursor, progress } = await scan(env, run, position, deadline);
  try {
    using soFar = await merged(env, run, position.slice, part);
    await env.HISTORY.put(soFarKey(run, position.slice), soFar.snapshot());
    const { requests, throttled } = progress ?? position;
    const isStalled =
      cursor !== undefined &&
      Date.now() >= deadline &&
      requests - throttled <= position.requests - position.throttled;
    const nodes = nodeRecords(soFar, run.fleetScope, idsIn(part), {
      errors: errorsIn(soFar),
      progress: 'under-way',
    });
    const results = await env.DB.batch([
      ...nodeStatements(env.DB, run, nodes),
      advance(env.DB, run, position.slice, { ...(cursor && { cursor }), requests, throttled }),
    ]);
    const rowsWritten = results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
    const next = { slice: position.slice + 1, isDone: cursor === undefined };
    const error =
      `nothing was read in ${env.SLICE_SECONDS} seconds: ` +
      `${throttled} of ${requests} requests of the run were throttled`;
    const facts = { requests, throttled, rowsWritten, ...(isStalled && { error }) };
    return { ...next, ...(cursor && { cursor }), ...facts };
  } finally {
    part.free();
  }
}

async function scan(env: Env, run: Run, { cursor }: Position, deadline: number) {
  const previous = await previousOf(env.HISTORY, run);
  const scope = { id: run.fleetScope, client: clientOf(env, run) };
  let progress: ScopeProgress | undefined;
  const slice = await scanSlice(scope, cursor, {
    maxRequests: Number(env.SLICE_REQUESTS),
    deadline,
    ...(previous && { previous }),
    onProgress: ({ scopes }) => {
      progress = scopes[0];
    },
  });
  return { ...slice, progress };
}

/** What the run has read up to the end of a slice. */
async function merged(env: Env, run: Run, slice: number, part: Fleet): Promise<Fleet> {
  if (slice === 0) return Fleet.merge([part]);
  return Fleet.merge([await read(env.HISTORY, soFarKey(run, slice - 1)), part]);
}

/** The ids of the nodes in a fleet, in pages. */
export function* idsIn(fleet: Fleet): Iterable<string> {
  for (let offset = 0; offset < fleet.nodeCount; offset += PAGE) {
    const { rows } = fleet.nodes({ offset, limit: PAGE });
    for (const { instanceId } of rows) yield instanceId;
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
