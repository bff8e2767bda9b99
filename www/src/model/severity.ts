/** Severities of vendors and compliance levels of baselines, in the order of their gravity. */

const SEVERITIES = ['critical', 'important', 'high', 'moderate', 'medium', 'low'];
const LEVELS = ['critical', 'high', 'medium', 'low', 'informational', 'unspecified'];

/** 0 for the gravest; `undefined` for a severity that has no rank. */
export function gravityOf(severity: string): number | undefined {
  const place = SEVERITIES.indexOf(severity.toLowerCase());
  return place < 0 ? undefined : place;
}

export interface Count {
  /** `''` where it was not reported. */
  name: string;
  count: number;
}

/** By the vendor's severity, the gravest first; spellings that differ in case are one severity. */
export function severityCounts(counts: Record<string, number>): Count[] {
  return ordered(counts, SEVERITIES);
}

export function levelCounts(counts: Record<string, number>): Count[] {
  return ordered(counts, LEVELS);
}

/** Known names in their order, the others by their counts, last what was not reported. */
function ordered(counts: Record<string, number>, order: readonly string[]): Count[] {
  const merged = new Map<string, Count>();
  for (const [name, count] of Object.entries(counts)) {
    const key = name.toLowerCase();
    const before = merged.get(key);
    merged.set(key, { name: before?.name ?? name, count: count + (before?.count ?? 0) });
  }
  const rank = ({ name }: Count) => {
    const place = order.indexOf(name.toLowerCase());
    return name === '' ? order.length + 1 : place < 0 ? order.length : place;
  };
  const some = [...merged.values()].filter(({ count }) => count > 0);
  return some.sort((a, b) => rank(a) - rank(b) || b.count - a.count);
}
