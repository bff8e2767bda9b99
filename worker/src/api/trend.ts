import { dayOf } from '../history.ts';
import { ApiRefused, invalid } from './api-refused.ts';
import type { Context } from './context.ts';
import { numberOf, paramsOf } from './input.ts';
import { stored } from './response.ts';
import { watchedScopes, type WatchedScope } from './watched-scope.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 400;
/** Days of scopes in an answer, which have up to six rows each. */
const MOST_PAIRS = 20_000;

interface Row {
  scope_id: number;
  day: number;
  verdicts: string;
  nodes: number;
  missing: number;
  failed: number;
  uncounted: number;
}

/**
 * The numbers of each day and scope, and the first day that there is of each scope. A day without a complete
 * run of the scope has no row.
 */
export async function trend(request: Request, { env, now }: Context): Promise<Response> {
  const params = paramsOf(request, ['days'], ['scopeId']);
  const days = numberOf(params, 'days', { least: 1, most: MOST_DAYS, otherwise: 90 });
  const ids = new URL(request.url).searchParams.getAll('scopeId');
  const scopes = scopesOf(ids, await watchedScopes(env, now));
  if (scopes.length * days > MOST_PAIRS) {
    const pairs = `${days} days of ${scopes.length} scopes`;
    throw new ApiRefused('invalid-input', `days: at most ${MOST_PAIRS} in an answer, not ${pairs}`);
  }
  const known = new Map(scopes.flatMap(({ id, scopeId }) => (scopeId === undefined ? [] : [[scopeId, id]])));
  const from = Math.floor(now / DAY_MS) - days + 1;
  const [{ results }, firstDays] = await Promise.all([
    rowsOf(env.DB, [...known.keys()], from),
    firstDaysOf(env.DB, [...known.keys()]),
  ]);
  const rows = results.map(({ scope_id, day, verdicts, ...numbers }) => ({
    scopeId: known.get(scope_id),
    day: dayText(day),
    verdicts: JSON.parse(verdicts),
    ...numbers,
  }));
  const told = scopes.map(({ id, scopeId, error }) => {
    const since = scopeId === undefined ? undefined : firstDays.get(scopeId);
    return {
      id,
      ...(since !== undefined && { since: dayText(since) }),
      ...(error !== undefined && { error }),
    };
  });
  return stored(request, { from: dayText(from), scopes: told, rows });
}

function rowsOf(db: D1Database, scopes: number[], from: number) {
  return db
    .prepare(
      `SELECT scope_id, day, json_group_object(verdict, nodes) AS verdicts, sum(nodes) AS nodes,
         sum(missing) AS missing, sum(failed) AS failed, sum(uncounted) AS uncounted
       FROM rollup WHERE day >= ?2 AND dim = 'all' AND key = ''
         AND scope_id IN (SELECT value FROM json_each(?1))
       GROUP BY day, scope_id ORDER BY day, scope_id`,
    )
    .bind(JSON.stringify(scopes), from)
    .all<Row>();
}

/** The day of the first complete run, by scope; runs are never forgotten. */
async function firstDaysOf(db: D1Database, scopes: number[]): Promise<Map<number, number>> {
  const { results } = await db
    .prepare(
      `SELECT value AS scope_id, (SELECT run_id FROM run
         WHERE run.scope_id = value AND status = 'complete' ORDER BY run_id LIMIT 1) AS run
       FROM json_each(?)`,
    )
    .bind(JSON.stringify(scopes))
    .all<{ scope_id: number; run: number | null }>();
  return new Map(
    results.flatMap(({ scope_id, run }) => (run === null ? [] : [[scope_id, dayOf({ run })]])),
  );
}

function scopesOf(ids: string[], scopes: WatchedScope[]): WatchedScope[] {
  const unknown = ids.find((id) => !scopes.some((scope) => scope.id === id));
  if (unknown !== undefined) throw invalid('scopeId', 'the id of a scope in SCOPES', unknown);
  return ids.length === 0 ? scopes : scopes.filter(({ id }) => ids.includes(id));
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
