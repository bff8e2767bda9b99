import { Fleet } from 'patchlens/fleet';
import type { Env } from './env.ts';
import { previousOf, read, snapshotKey, soFarKey, timeOf } from './history.ts';
import { withinLimit } from './node-parameters.ts';
import { changedRecords, type StoredNode } from './node-record.ts';
import { rollupStatements } from './rollup.ts';
import { end, type End, type Run } from './runs.ts';
import { errorsIn, idsIn, rowsIn } from './slice.ts';
import { nodeStatements } from './store-nodes.ts';

/** How a run ended, and the rows that its end cost. */
export type Finished = End & { rowsWritten: number };

/**
 * Ends a run after its last slice: stores what waited for the end, ages the nodes that are gone,
 * recomputes the day, and keeps the fleet. A scope that failed keeps its nodes, its day and its fleet.
 */
export async function finish(env: Env, run: Run, slices: number): Promise<Finished> {
  using listed = await Fleet.open(await read(env.HISTORY, soFarKey(run, slices - 1)));
  const errors = errorsIn(listed);
  if (!listed.complete) {
    const counts = { nodes: listed.nodeCount, failedNodes: errors.size };
    const failed: End = { status: 'failed', error: problemOf(listed), ...counts };
    await end(env.DB, run, failed);
    return { ...failed, rowsWritten: 0 };
  }
  using fleet = await withPrevious(env, run, listed);
  const ids = new Set(idsIn(listed));
  const gone = [...idsIn(fleet)].filter((id) => !ids.has(id));
  fleet.removeNodes(run.fleetScope, gone);
  const snapshot = snapshotKey(run);
  await env.HISTORY.put(snapshot, fleet.snapshot());
  const { rowsWritten, failedNodes } = await store(env, run, { fleet, ids, errors });
  const complete: End = { status: 'complete', snapshot, nodes: listed.nodeCount, failedNodes };
  await end(env.DB, run, complete);
  return { ...complete, rowsWritten };
}

async function withPrevious(env: Env, run: Run, listed: Fleet): Promise<Fleet> {
  const previous = await previousOf(env.HISTORY, run);
  const fleet = await Fleet.merge(previous ? [previous, listed] : [listed]);
  fleet.setRules({ now: new Date(timeOf(run)) });
  return fleet;
}

/** The error that ended the scan of the scope. */
function problemOf(fleet: Fleet): string {
  return fleet.scopes[0]?.error?.message ?? 'the scope was not read to its end';
}

async function store(
  env: Env,
  run: Run,
  { fleet, ids, errors }: { fleet: Fleet; ids: Set<string>; errors: Map<string, string> },
): Promise<{ rowsWritten: number; failedNodes: number }> {
  const stored = await storedNodes(env.DB, run.scopeId);
  const nodes = changedRecords(fleet, run.fleetScope, rowsIn(fleet), { errors, stored }).map(withinLimit);
  const results = await env.DB.batch([
    ...nodeStatements(env.DB, run, nodes),
    await goneStatement(env.DB, run, ids),
    ...rollupStatements(env.DB, run, fleet, ids),
  ]);
  return {
    rowsWritten: results.reduce((sum, { meta }) => sum + meta.rows_written, 0),
    failedNodes: nodes.filter(({ error }) => error !== undefined).length,
  };
}

/** What the database has of the nodes of a scope. */
async function storedNodes(db: D1Database, scopeId: number): Promise<Map<string, StoredNode>> {
  const { results } = await db
    .prepare('SELECT instance_id, detail_op_end, last_error FROM node WHERE scope_id = ?')
    .bind(scopeId)
    .all<{ instance_id: string; detail_op_end: number; last_error: string | null }>();
  return new Map(
    results.map((row) => [
      row.instance_id,
      { opEnd: row.detail_op_end, error: row.last_error ?? undefined },
    ]),
  );
}

/** Ages the nodes that the complete list lacks. A list of a later run may know better. */
async function goneStatement(db: D1Database, run: Run, ids: Set<string>): Promise<D1Statement> {
  const { results } = await db
    .prepare('SELECT instance_id FROM node WHERE scope_id = ? AND gone_at IS NULL')
    .bind(run.scopeId)
    .all<{ instance_id: string }>();
  const gone = results.map((row) => row.instance_id).filter((id) => !ids.has(id));
  return db
    .prepare(
      `UPDATE node SET gone_at = ?4, listed_run = ?3 FROM json_each(?1)
       WHERE scope_id = ?2 AND instance_id = value AND gone_at IS NULL AND listed_run < ?3`,
    )
    .bind(JSON.stringify(gone), run.scopeId, run.run, timeOf(run));
}
