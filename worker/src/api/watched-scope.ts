import type { Env } from '../env.ts';
import { LEASE_TAKEN } from '../runs.ts';
import { scopesOf } from '../scopes.ts';

/** A scope of the configuration, with what its runs have left. */
export interface WatchedScope {
  /** `account/region`. */
  id: string;
  account: string;
  region: string;
  /** Absent until a first run is entered. */
  scopeId?: number;
  /** The key of the fleet of the last complete run. */
  snapshot?: string;
  /** That run: the runs of a day leave their fleets under the same key. */
  snapshotRun?: number;
  /** Why the last run that ended did not read it, or why no run has ended. */
  error?: string;
  /** The run that is under way. */
  runUnderWay?: number;
  /** When that began, in milliseconds since 1970. */
  runStarted?: number;
}

interface Row {
  scope_id: number;
  account: string;
  region: string;
  snapshot: string | null;
  snapshot_run: number | null;
  status: string | null;
  error: string | null;
  running: number | null;
  running_since: number | null;
  lease_run: number | null;
  lease_until: number;
}

/** The last one by the primary key. A run that found another one at work says nothing of the scope. */
const last = (condition: string) => `FROM run WHERE run.scope_id = scope.scope_id AND ${condition}
  AND error IS NOT '${LEASE_TAKEN}' ORDER BY run_id DESC LIMIT 1`;
const COMPLETE = last("status = 'complete'");
const ENDED = last('ended IS NOT NULL');
const LAST = last('true');
const SQL = `
  SELECT scope_id, account, region, lease_run, lease_until,
    (SELECT snapshot ${COMPLETE}) AS snapshot, (SELECT run_id ${COMPLETE}) AS snapshot_run,
    (SELECT status ${ENDED}) AS status, (SELECT error ${ENDED}) AS error,
    (SELECT iif(status = 'running', run_id, NULL) ${LAST}) AS running,
    (SELECT iif(status = 'running', started, NULL) ${LAST}) AS running_since
  FROM scope`;

/** The scopes of the variable SCOPES, also those that were never read. */
export async function watchedScopes(env: Env, now: number): Promise<WatchedScope[]> {
  const { results } = await env.DB.prepare(SQL).all<Row>();
  const rows = new Map(results.map((row) => [`${row.account}/${row.region}`, row]));
  return scopesOf(env.SCOPES).map(({ account, region }) => {
    const id = `${account}/${region}`;
    return { id, account, region, ...known(rows.get(id), now) };
  });
}

function known(row: Row | undefined, now: number): Partial<WatchedScope> {
  if (!row) return { error: 'The scope was never read: no run has begun' };
  const { scope_id: scopeId, snapshot, snapshot_run: snapshotRun, running, running_since } = row;
  const isLeased = row.lease_run !== null && row.lease_until > now;
  const error = errorOf(row, isLeased);
  return {
    scopeId,
    ...(snapshot !== null && { snapshot }),
    ...(snapshotRun !== null && { snapshotRun }),
    ...(error !== undefined && { error }),
    ...(isLeased && running !== null && { runUnderWay: running }),
    ...(isLeased && running_since !== null && { runStarted: running_since }),
  };
}

function errorOf({ status, error, snapshot, running }: Row, isLeased: boolean): string | undefined {
  if (running !== null && !isLeased) return 'The last run has stopped without a word';
  if (status !== null && status !== 'complete') return error ?? `The last run is ${status}`;
  if (snapshot !== null) return undefined;
  return running === null
    ? 'The scope was never read: no run has ended'
    : 'The scope was never read: its first run is under way';
}
