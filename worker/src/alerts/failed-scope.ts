import { LEASE_TAKEN } from '../runs.ts';
import { raise, settle } from './outbox.ts';
import type { KnownScope } from './known-scopes.ts';

/**
 * Enters an alert for a scope whose last two runs failed. A run that found another one at work says
 * nothing about the scope.
 */
export async function raiseFailed(db: D1Database, scope: KnownScope, now: number): Promise<void> {
  const { results } = await db
    .prepare(
      `SELECT run_id, status, error FROM run WHERE scope_id = ? AND status <> 'running'
         AND coalesce(error, '') <> ? ORDER BY run_id DESC LIMIT 2`,
    )
    .bind(scope.scopeId, LEASE_TAKEN)
    .all<{ run_id: number; status: string; error: string | null }>();
  const key = `scope-failed/${scope.scopeId}`;
  const [last, before] = results;
  if (!last || !before || results.some(({ status }) => status === 'complete')) {
    return settle(db, key);
  }
  const runs = [last, before].map(({ run_id, status, error }) => ({ run: run_id, status, error }));
  const detail = { scope: scope.id, runs };
  await raise(db, { key, kind: 'scope-failed', scopeId: scope.scopeId, detail }, now);
}
