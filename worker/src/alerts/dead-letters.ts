/** An alert that a webhook did not take. */
export interface DeadLetter {
  alertId: string;
  webhook: string;
  kind: string;
  /** When it was raised. */
  at: number;
  attempts: number;
  /** When the last attempt failed. */
  ended: number;
  error: string;
  /** What it says. */
  detail: object;
}

interface Row extends Omit<DeadLetter, 'detail'> {
  detail: string;
}

/** The alerts that were given up, the latest first. */
export async function deadLetters(db: D1Database, limit: number): Promise<DeadLetter[]> {
  const { results } = await db
    .prepare(
      `SELECT alert_id AS alertId, webhook, kind, at, attempts, ended, last_error AS error, detail
       FROM delivery JOIN alert USING (alert_id) WHERE status = 'dead'
       ORDER BY ended DESC, alert_id, webhook LIMIT ?`,
    )
    .bind(limit)
    .all<Row>();
  return results.map((row) => ({ ...row, detail: JSON.parse(row.detail) as object }));
}
