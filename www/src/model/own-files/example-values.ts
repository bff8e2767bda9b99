/** The values of a column that lead to the findings of their nodes, as examples. */
import type { AttributeRow } from './attributes-file';

const MOST = 8;

/** The most frequent values of a column, without the empty one. */
export function exampleValues(rows: readonly AttributeRow[], column: string): string[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = Object.hasOwn(row, column) ? row[column] : undefined;
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const frequent = [...counts].sort(([, one], [, other]) => other - one);
  return frequent.slice(0, MOST).map(([value]) => value);
}
