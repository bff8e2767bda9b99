import { scopesOf } from '../scopes.ts';

/** A scope of the configuration that has been entered. */
export interface KnownScope {
  scopeId: number;
  /** `account/region`. */
  id: string;
}

/** The scopes of the variable SCOPES, without those that no run has entered yet. */
export async function knownScopes(env: { DB: D1Database; SCOPES: string }): Promise<KnownScope[]> {
  const { results } = await env.DB.prepare(
    "SELECT scope_id, account || '/' || region AS id FROM scope ORDER BY scope_id",
  ).all<{ scope_id: number; id: string }>();
  const configured = new Set(configuredIds(env.SCOPES));
  const known = results.filter(({ id }) => configured.has(id));
  return known.map(({ scope_id, id }) => ({ scopeId: scope_id, id }));
}

/** The ids of the scopes of the variable SCOPES. */
export function configuredIds(text: string): string[] {
  return scopesOf(text).map(({ account, region }) => `${account}/${region}`);
}
