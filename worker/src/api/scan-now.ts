import { scopesOf } from '../scopes.ts';
import { enterScopes, startRun } from '../start-runs.ts';
import { invalid } from './api-refused.ts';
import type { Context } from './context.ts';
import { bodyOf } from './input.ts';
import { answered } from './response.ts';
import { watchedScopes, type WatchedScope } from './watched-scope.ts';

const MINUTE_MS = 60_000;

/**
 * Starts a run of all scopes, or of `{ scopeId }`. Of a scope that is being read, or was in this minute, none
 * is started.
 */
export async function scanNow(request: Request, { env, now }: Context): Promise<Response> {
  const { scopeId } = await bodyOf(request, ['scopeId']);
  await enterScopes(env.DB, scopesOf(env.SCOPES));
  const all = await watchedScopes(env, now);
  const scopes = scopeId === undefined ? all : all.filter(({ id }) => id === scopeId);
  if (scopes.length === 0) throw invalid('scopeId', 'the id of a scope in SCOPES', scopeId);
  const run = Math.floor(now / MINUTE_MS);
  const start = async ({ id, account, region, runUnderWay, snapshotRun }: WatchedScope) => {
    // A run has the number of its minute: a second one in it would be the first, which has ended.
    const known = runUnderWay ?? (snapshotRun === run ? run : undefined);
    if (known !== undefined) return { scopeId: id, started: false, run: known };
    const started = (await startRun(env, { account, region }, run)) === 'started';
    return { scopeId: id, started, run };
  };
  return answered({ runs: await Promise.all(scopes.map(start)) }, 202);
}
