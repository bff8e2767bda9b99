/** Why there is an alert. */
export interface Cause {
  /** The same for as long as the cause lasts. */
  key: string;
  kind: 'scope-failed' | 'share-dropped' | 'digest';
  scopeId?: number;
  detail: object;
}

/**
 * Enters an alert and its cause in one transaction, unless the cause has one. It is sent later.
 *
 * @returns whether there is a new alert
 */
export async function raise(db: D1Database, cause: Cause, now: number): Promise<boolean> {
  const { key, kind, scopeId = null, detail } = cause;
  const id = crypto.randomUUID();
  const [entered] = await db.batch([
    db
      .prepare(
        `INSERT INTO alert (alert_id, kind, at, detail) SELECT ?1, ?2, ?3, ?4
         WHERE NOT EXISTS (SELECT 1 FROM cause WHERE key = ?5)`,
      )
      .bind(id, kind, now, JSON.stringify(detail), key),
    db
      .prepare(
        `INSERT INTO cause (key, alert_id, scope_id) SELECT ?2, ?1, ?3
         WHERE EXISTS (SELECT 1 FROM alert WHERE alert_id = ?1)`,
      )
      .bind(id, key, scopeId),
  ]);
  return said(entered?.meta.changes === 1, { id, kind, key });
}

/** Ends a cause, if there is one: the next one is new. */
export async function settle(db: D1Database, key: string): Promise<void> {
  await db.prepare('DELETE FROM cause WHERE key = ?').bind(key).run();
}

/** Logs an alert that is new. */
export function said(isNew: boolean, alert: { id: string; kind: string; key: string }): boolean {
  if (isNew) console.log(JSON.stringify({ event: 'alert-raised', ...alert }));
  return isNew;
}
