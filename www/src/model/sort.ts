/** Sorting rows by a column, in a way that never hides what is not known. */

export interface Sort<C extends string = string> {
  column: C;
  descending: boolean;
}

type SortKey = string | number | Date | undefined;

/** Made once: `localeCompare` makes a collator for every comparison. */
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/**
 * A sorted copy. What has no key comes last, whichever the direction; equal keys are left to
 * `tieBreak`.
 */
export function sorted<R>(
  rows: readonly R[],
  keyOf: (row: R) => SortKey,
  descending: boolean,
  tieBreak: (a: R, b: R) => number,
): R[] {
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) {
      return Number(a.key === undefined) - Number(b.key === undefined) || tieBreak(a.row, b.row);
    }
    const order = compare(a.key, b.key);
    return (descending ? -order : order) || tieBreak(a.row, b.row);
  });
  return keyed.map(({ row }) => row);
}

export function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}

function compare(a: Exclude<SortKey, undefined>, b: Exclude<SortKey, undefined>): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  return Number(a) - Number(b);
}

/** `-missing` for descending, as it stands in the address. */
export function formatSort({ column, descending }: Sort): string {
  return descending ? `-${column}` : column;
}

/** The sort that a text of the address names, or `fallback` if it names none of the columns. */
export function parseSort<C extends string>(
  text: string | null,
  columns: readonly C[],
  fallback: Sort<C>,
): Sort<C> {
  const descending = text?.startsWith('-') ?? false;
  const column = columns.find((name) => name === (descending ? text?.slice(1) : text));
  return column ? { column, descending } : fallback;
}
