/** What a run cost: with the rows written, a line of the log for each run. */
export interface Metrics {
  /** `account/region`. */
  scope: string;
  requests: number;
  /** Of these, refused because of the rate. */
  throttled: number;
  /** From the beginning to the end, restarts included. */
  seconds: number;
  /** Requests per second that were not throttled. */
  rate: number;
}

interface Row {
  requests: number;
  throttled: number;
  started: number;
  ended: number | null;
}

/** The metrics of a run that has ended. */
export async function metricsOf(
  db: D1Database,
  { scopeId, run, fleetScope }: { scopeId: number; run: number; fleetScope: string },
): Promise<Metrics> {
  const row = await db
    .prepare('SELECT requests, throttled, started, ended FROM run WHERE scope_id = ? AND run_id = ?')
    .bind(scopeId, run)
    .first<Row>();
  if (row?.ended == null) throw new Error(`run ${run} of ${fleetScope} has not ended`);
  const { requests, throttled, started, ended } = row;
  const seconds = (ended - started) / 1000;
  const rate = seconds > 0 ? Number(((requests - throttled) / seconds).toFixed(2)) : 0;
  return { scope: fleetScope, requests, throttled, seconds, rate };
}
