/** Runs of a day: the number of a run is a minute. */
const RUNS = 1440;

/** The nodes of a scope by verdict, as of the last complete run of a day. */
export interface DayNumbers {
  /** Whole days since 1970. */
  day: number;
  nodes: number;
  compliant: number;
  verdicts: Record<string, number>;
}

/**
 * The numbers of the last day with a complete run, and of the one before it; fewer if there are fewer.
 * A day whose list was empty has zero nodes, and is no older day.
 */
export async function lastDays(db: D1Database, scopeId: number): Promise<DayNumbers[]> {
  const last = await lastDay(db, scopeId, Number.MAX_SAFE_INTEGER);
  if (last === undefined) return [];
  const before = await lastDay(db, scopeId, last);
  const days = before === undefined ? [last] : [last, before];
  return Promise.all(days.map((day) => numbersOf(db, scopeId, day)));
}

async function lastDay(db: D1Database, scopeId: number, before: number): Promise<number | undefined> {
  const row = await db
    .prepare(
      `SELECT run_id / ${RUNS} AS day FROM run
       WHERE scope_id = ? AND status = 'complete' AND run_id / ${RUNS} < ?
       ORDER BY run_id DESC LIMIT 1`,
    )
    .bind(scopeId, before)
    .first<{ day: number }>();
  return row?.day;
}

async function numbersOf(db: D1Database, scopeId: number, day: number): Promise<DayNumbers> {
  const { results } = await db
    .prepare("SELECT verdict, nodes FROM rollup WHERE day = ? AND scope_id = ? AND dim = 'all'")
    .bind(day, scopeId)
    .all<{ verdict: string; nodes: number }>();
  const verdicts = Object.fromEntries(results.map(({ verdict, nodes }) => [verdict, nodes]));
  const nodes = results.reduce((sum, row) => sum + row.nodes, 0);
  return { day, nodes, compliant: verdicts.compliant ?? 0, verdicts };
}

/** The sum of numbers; its day is their last one. */
export function sumOf(all: DayNumbers[]): DayNumbers {
  const sum: DayNumbers = { day: 0, nodes: 0, compliant: 0, verdicts: {} };
  for (const { day, nodes, compliant, verdicts } of all) {
    sum.day = Math.max(sum.day, day);
    sum.nodes += nodes;
    sum.compliant += compliant;
    for (const [verdict, count] of Object.entries(verdicts)) {
      sum.verdicts[verdict] = (sum.verdicts[verdict] ?? 0) + count;
    }
  }
  return sum;
}

/** The compliant part of all nodes in per cent; unreported nodes are no part of it. */
export function shareOf({ nodes, compliant }: DayNumbers): number | undefined {
  return nodes === 0 ? undefined : (compliant / nodes) * 100;
}

/** A day such as `2026-11-26`. */
export function dayText(day: number): string {
  return new Date(day * RUNS * 60_000).toISOString().slice(0, 10);
}
