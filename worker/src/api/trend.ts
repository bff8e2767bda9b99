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

/** The numbers of each day and scope. A day without a complete run of the scope has no row. */
export async function trend(request: Request, { env, now }: Context): Promise<Response> {
  const params = paramsOf(request, ['days', 'scopeId']);
  const days = numberOf(params, 'days', { least: 1, most: MOST_DAYS, otherwise: 90 });
  const all = await watchedScopes(env, now);
  const scopes = scopesOf(params.get('scopeId'), all);
  if (scopes.length * days > MOST_PAIRS) {
    const pairs = `${days} days of ${scopes.length} scopes`;
    throw new ApiRefused('invalid-input', `days: at most ${MOST_PAIRS} in an answer, not ${pairs}`);
  }
  const ids = new Map(scopes.map(({ id, scopeId }) => [scopeId, id]));
  const from = Math.floor(now / DAY_MS) - days + 1;
  const { results } = await rowsOf(env.DB, [...ids.keys()], from);
  const rows = results.map(({ scope_id, day, verdicts, ...numbers }) => ({
    scopeId: ids.get(scope_id),
    day: dayText(day),
    verdicts: JSON.parse(verdicts),
    ...numbers,
  }));
  const told = scopes.map(({ id, error }) => ({ id, ...(error !== undefined && { error }) }));
  return stored(request, { from: dayText(from), scopes: told, rows });
}

function rowsOf(db: D1Database, scopes: (number | undefined)[], from: number) {
  return db
    .prepare(
      `SELECT scope_id, day, json_group_object(verdict, nodes) AS verdicts, sum(nodes) AS nodes,
         sum(missing) AS missing, sum(failed) AS failed, sum(uncounted) AS uncounted
       FROM rollup WHERE day >= ?2 AND dim = 'all' AND key = ''
         AND scope_id IN (SELECT value FROM json_each(?1))
       GROUP BY day, scope_id ORDER BY day, scope_id`,
    )
    .bind(JSON.stringify(scopes.filter((id) => id !== undefined)), from)
    .all<Row>();
}

function scopesOf(id: string | undefined, scopes: WatchedScope[]): WatchedScope[] {
  if (id === undefined) return scopes;
  const found = scopes.filter((scope) => scope.id === id);
  if (found.length === 0) throw invalid('scopeId', 'the id of a scope in SCOPES', id);
  return found;
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
