import type { ScanCursor } from 'patchlens/fleet';
import type { ScanParams } from './scan-params.ts';

const LEASE_MS = 15 * 60_000;
/** The error of a run that found another one at work. */
export const LEASE_TAKEN = 'another run has the lease';

/** A run that has the lease of its scope. Everything in it may be kept by the engine. */
export interface Run {
  run: number;
  scopeId: number;
  /** The id of the scope in the fleet. */
  fleetScope: string;
  region: string;
  roleArn: string;
  /** The key of the fleet before the run. */
  previous: string | null;
}

/** Where a run is: the number of stored slices, and what the next one goes on from. */
export interface Position {
  slice: number;
  cursor?: ScanCursor;
  isDone: boolean;
  /** Of the run so far. */
  requests: number;
  throttled: number;
}

/**
 * Takes the lease of the scope and enters the run, or finds it: an instance that is started again
 * goes on behind the last stored slice.
 *
 * @returns why there is nothing to do, or the run
 */
export async function begin(
  db: D1Database,
  { account, region, run }: ScanParams,
): Promise<{ refused: string } | { run: Run }> {
  const scope = await db
    .prepare('SELECT scope_id, role_arn FROM scope WHERE account = ? AND region = ?')
    .bind(account, region)
    .first<{ scope_id: number; role_arn: string }>();
  if (!scope) return { refused: `${account}/${region} is not a scope` };
  const scopeId = scope.scope_id;
  await enter(db, scopeId, run);
  const row = await rowOf(db, scopeId, run);
  if (row.status !== 'running') return { refused: `the run is ${row.status}` };
  if (!(await lease(db, scopeId, run))) {
    await end(db, { scopeId, run }, { status: 'failed', error: LEASE_TAKEN });
    return { refused: LEASE_TAKEN };
  }
  await abandonOlder(db, scopeId, run);
  const fleetScope = `${account}/${region}`;
  const { previous } = row;
  return { run: { run, scopeId, fleetScope, region, roleArn: scope.role_arn, previous } };
}

interface RunRow {
  status: string;
  slice: number;
  cursor: string | null;
  previous: string | null;
  requests: number;
  throttled: number;
}

async function enter(db: D1Database, scopeId: number, run: number): Promise<void> {
  await db
    .prepare(
      `INSERT INTO run (scope_id, run_id, status, started, previous)
       SELECT ?1, ?2, 'running', ?3, (SELECT snapshot FROM run WHERE scope_id = ?1
         AND status = 'complete' ORDER BY run_id DESC LIMIT 1)
       WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(scopeId, run, Date.now())
    .run();
}

async function rowOf(db: D1Database, scopeId: number, run: number): Promise<RunRow> {
  const row = await db
    .prepare('SELECT status, slice, cursor, previous, requests, throttled FROM run WHERE scope_id = ? AND run_id = ?')
    .bind(scopeId, run)
    .first<RunRow>();
  if (!row) throw new Error(`run ${run} of scope ${scopeId} is not in the database`);
  return row;
}

/** Where a run is, behind its last stored slice. */
export async function positionOf(
  db: D1Database,
  { scopeId, run }: { scopeId: number; run: number },
): Promise<Position> {
  const { status, slice, cursor, requests, throttled } = await rowOf(db, scopeId, run);
  if (status !== 'running') throw new Error(`the run is ${status}`);
  const sent = { requests, throttled };
  if (cursor === null) return { slice, isDone: slice > 0, ...sent };
  return { slice, cursor: JSON.parse(cursor), isDone: false, ...sent };
}

/** Takes or renews the lease. @returns whether the run has it */
export async function lease(db: D1Database, scopeId: number, run: number): Promise<boolean> {
  const now = Date.now();
  const { meta } = await db
    .prepare(
      `UPDATE scope SET lease_run = ?2, lease_until = ?3
       WHERE scope_id = ?1 AND (lease_run IS NULL OR lease_run = ?2 OR lease_until < ?4)`,
    )
    .bind(scopeId, run, now + LEASE_MS, now)
    .run();
  return meta.changes === 1;
}

/** A run whose lease ended without a word will not come back. */
async function abandonOlder(db: D1Database, scopeId: number, run: number): Promise<void> {
  await db
    .prepare(
      `UPDATE run SET status = 'abandoned', ended = ?3, cursor = NULL, error = 'a later run began'
       WHERE scope_id = ?1 AND run_id < ?2 AND status = 'running'`,
    )
    .bind(scopeId, run, Date.now())
    .run();
}

/** The statement that moves a run behind a slice; it goes into the transaction of the slice's rows. */
export function advance(
  db: D1Database,
  { scopeId, run }: Run,
  { slice, cursor, requests, throttled }: Position,
): D1Statement {
  return db
    .prepare(
      `UPDATE run SET slice = ?3, cursor = ?4, requests = ?5, throttled = ?6
       WHERE scope_id = ?1 AND run_id = ?2 AND slice = ?3 - 1`,
    )
    .bind(scopeId, run, slice, cursor ? JSON.stringify(cursor) : null, requests, throttled);
}

/** How a run ended. */
export interface End {
  status: 'complete' | 'failed';
  error?: string | undefined;
  nodes?: number;
  failedNodes?: number;
  snapshot?: string;
}

/** Ends a run that is under way, and returns its lease. */
export async function end(
  db: D1Database,
  { scopeId, run }: { scopeId: number; run: number },
  { status, error, nodes, failedNodes, snapshot }: End,
): Promise<void> {
  const ended = db
    .prepare(
      `UPDATE run SET status = ?3, ended = ?4, cursor = NULL, error = ?5, nodes = ?6,
         failed_nodes = ?7, snapshot = ?8
       WHERE scope_id = ?1 AND run_id = ?2 AND status = 'running'`,
    )
    .bind(
      ...[scopeId, run, status, Date.now(), error ?? null],
      ...[nodes ?? null, failedNodes ?? null, snapshot ?? null],
    );
  const returned = db
    .prepare('UPDATE scope SET lease_run = NULL, lease_until = 0 WHERE scope_id = ? AND lease_run = ?')
    .bind(scopeId, run);
  await db.batch([ended, returned]);
}
