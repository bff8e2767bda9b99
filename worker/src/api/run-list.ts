import type { Context } from './context.ts';
import { numberOf, paramsOf } from './input.ts';
import { stored } from './response.ts';
import { watchedScopes } from './watched-scope.ts';

const MINUTE_MS = 60_000;

interface Row {
  scope_id: number;
  run_id: number;
  status: string;
  started: number;
  ended: number | null;
  nodes: number | null;
  failed_nodes: number | null;
  requests: number;
  throttled: number;
  error: string | null;
}

/** The last runs of each scope, the newest first. */
export async function runs(request: Request, { env, now }: Context): Promise<Response> {
  const params = paramsOf(request, ['limit']);
  const limit = numberOf(params, 'limit', { least: 1, most: 100, otherwise: 10 });
  const [scopes, { results }, gone] = await Promise.all([
    watchedScopes(env, now),
    rowsOf(env.DB, limit),
    goneNodes(env.DB),
  ]);
  const answer = scopes.map(({ id, account, region, scopeId, error, runUnderWay }) => ({
    ...{ id, account, region },
    ...(error !== undefined && { error }),
    ...(runUnderWay !== undefined && { runUnderWay }),
    goneNodes: (scopeId !== undefined && gone.get(scopeId)) || 0,
    runs: results.filter((row) => row.scope_id === scopeId).map(told),
  }));
  return stored(request, { scopes: answer });
}

function rowsOf(db: D1Database, limit: number) {
  return db
    .prepare(
      `SELECT run.* FROM scope CROSS JOIN run USING (scope_id)
       WHERE run_id IN (SELECT it.run_id FROM run AS it WHERE it.scope_id = scope.scope_id
         ORDER BY it.run_id DESC LIMIT ?)
       ORDER BY scope_id, run_id DESC`,
    )
    .bind(limit)
    .all<Row>();
}

/** The nodes that the numbers leave out, by scope. */
async function goneNodes(db: D1Database): Promise<Map<number, number>> {
  const { results } = await db
    .prepare('SELECT scope_id, count(*) AS gone FROM node WHERE gone_at IS NOT NULL GROUP BY scope_id')
    .all<{ scope_id: number; gone: number }>();
  return new Map(results.map(({ scope_id, gone }) => [scope_id, gone]));
}

function told({ run_id, status, started, ended, nodes, failed_nodes, ...row }: Row) {
  const { requests, throttled, error } = row;
  return {
    run: run_id,
    at: new Date(run_id * MINUTE_MS).toISOString(),
    status,
    started: new Date(started).toISOString(),
    ...(ended !== null && { ended: new Date(ended).toISOString() }),
    ...(nodes !== null && { nodes }),
    ...(failed_nodes !== null && { failedNodes: failed_nodes }),
    requests,
    throttled,
    ...(error !== null && { error }),
  };
}
