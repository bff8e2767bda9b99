import { invalid } from './api-refused.ts';
import type { Context } from './context.ts';
import { applyEdits } from './edits.ts';
import { loadFleet, type LoadedFleet } from './loaded-fleet.ts';
import { watchedScopes, type WatchedScope } from './watched-scope.ts';

const MINUTE_MS = 60_000;
const MAX_BYTES = 14_000_000;

/** The fleet as it is now; its user releases it. */
export interface CurrentFleet {
  loaded: LoadedFleet;
  scopes: WatchedScope[];
}

/**
 * The fleet of the watched scopes.
 *
 * @param ids only these scopes; none means all
 */
export async function currentFleet(context: Context, ids: string[]): Promise<CurrentFleet> {
  const { env, now, rules, fleets, waitUntil } = context;
  const scopes = chosen(await watchedScopes(env, now), ids);
  const snapshots = scopes.flatMap(({ id: scope, snapshot: key }) => (key ? [{ scope, key }] : []));
  const version = scopes.map(({ id, snapshot, snapshotRun }) => [id, snapshot, snapshotRun]);
  const load = () => loadFleet(env.HISTORY, snapshots, maxBytes(env.FLEET_MAX_BYTES));
  const loaded = await fleets.use(JSON.stringify(version), load, waitUntil);
  try {
    await applyEdits(env.DB, loaded);
    ageTo(loaded, { ...rules, now: new Date(Math.floor(now / MINUTE_MS) * MINUTE_MS) });
    return { loaded, scopes };
  } catch (error) {
    loaded.release();
    throw error;
  }
}

function chosen(scopes: WatchedScope[], ids: string[]): WatchedScope[] {
  const unknown = ids.find((id) => !scopes.some((scope) => scope.id === id));
  if (unknown !== undefined) throw invalid('scopeId', 'the id of a scope in SCOPES', unknown);
  return ids.length === 0 ? scopes : scopes.filter(({ id }) => ids.includes(id));
}

function maxBytes(text: string | undefined): number {
  if (text === undefined || text === '') return MAX_BYTES;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`FLEET_MAX_BYTES: expected a number of bytes, but is ${JSON.stringify(text)}`);
}

const rulesOf = new WeakMap<LoadedFleet, string>();

/** Ages grow without a scan: a watch that has stopped must not stay green. */
function ageTo(loaded: LoadedFleet, rules: Context['rules']): void {
  const text = JSON.stringify(rules);
  if (rulesOf.get(loaded) === text) return;
  loaded.fleet.setRules(rules);
  rulesOf.set(loaded, text);
}
