import type { Env } from './env.ts';
import { scopesOf, type ConfiguredScope } from './scopes.ts';

const MINUTE_MS = 60_000;

/**
 * Starts the run of a time in each scope. The engine refuses a second one with the same id. A scope
 * whose run cannot be started does not stop the others; the error comes at the end.
 */
export async function startRuns(env: Env, scheduledTime: number): Promise<void> {
  const run = Math.floor(scheduledTime / MINUTE_MS);
  const scopes = scopesOf(env.SCOPES);
  await enterScopes(env.DB, scopes);
  const starts = await Promise.allSettled(scopes.map((scope) => startRun(env, scope, run)));
  const failed = starts.filter((it) => it.status === 'rejected').map((it) => it.reason);
  if (failed.length > 0) throw new AggregateError(failed, `cannot start: ${failed.join('; ')}`);
}

/** Enters the scopes of the configuration into the database. */
export async function enterScopes(db: D1Database, scopes: ConfiguredScope[]): Promise<void> {
  const sql = `
    INSERT INTO scope (account, region, role_arn) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET role_arn = excluded.role_arn WHERE role_arn <> excluded.role_arn`;
  const statements = scopes.map(({ account, region, roleArn }) =>
    db.prepare(sql).bind(account, region, roleArn),
  );
  if (statements.length > 0) await db.batch(statements);
}

/** Starts a run, which the engine does once. */
export async function startRun(
  env: Env,
  { account, region }: Pick<ConfiguredScope, 'account' | 'region'>,
  run: number,
): Promise<'started' | 'exists'> {
  const id = `${account}-${region}-${run}`;
  try {
    const instance = await env.SCAN.create({ id, params: { account, region, run } });
    instance[Symbol.dispose]?.();
    return 'started';
  } catch (error) {
    if (!/already.?exists/i.test(String(error))) throw error;
    console.log(JSON.stringify({ event: 'run-exists', id }));
    return 'exists';
  }
}
