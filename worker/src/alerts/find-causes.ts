import { raiseFailed } from './failed-scope.ts';
import { knownScopes, type KnownScope } from './known-scopes.ts';
import { raiseOverdue } from './overdue.ts';
import { targetsBySeverity } from '../targets.ts';
import { shareDropOf } from './settings.ts';
import { raiseDrops } from './share-drop.ts';

/** What decides about alerts. */
export interface AlertSettings {
  DB: D1Database;
  SCOPES: string;
  TARGETS: string;
  ALERT_SHARE_DROP: string;
}

/**
 * Enters alerts for what is wrong now, as the database says. Asked again, it enters nothing.
 *
 * @param only the id of a scope: the others did not change
 */
export async function findCauses(env: AlertSettings, now: number, only?: string): Promise<void> {
  const scopes = await knownScopes(env);
  const changed = scopes.filter(({ id }) => only === undefined || id === only);
  const targetDays = targetsBySeverity(env.TARGETS).get('critical');
  for (const scope of changed) await findIn(env.DB, scope, { targetDays, now });
  await raiseDrops(env.DB, scopes, { changed, points: shareDropOf(env.ALERT_SHARE_DROP), now });
}

async function findIn(
  db: D1Database,
  scope: KnownScope,
  { targetDays, now }: { targetDays: number | undefined; now: number },
): Promise<void> {
  await raiseFailed(db, scope, now);
  if (targetDays !== undefined) await raiseOverdue(db, scope, targetDays, now);
}
