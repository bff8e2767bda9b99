/** The sort of a table, and sorting the patches of a node. */

export interface Sort<C extends string = string> {
  column: C;
  descending: boolean;
}

type SortKey = string | number | Date | undefined;

/** Created once, because `localeCompare` creates a collator for each comparison. */
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** A sorted copy. Rows without a key come last in either direction; `tieBreak` orders equal keys. */
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

/** The sort as the address has it: `-missing` for descending. */
export function formatSort({ column, descending }: Sort): string {
  return descending ? `-${column}` : column;
}

/** The sort of an address, or `fallback` if the text names no column that sorts. */
export function parseSort<C extends string>(
  text: string | null,
  isSortable: readonly C[] | ((column: string) => boolean),
  fallback: Sort<C>,
): Sort<C> {
  const descending = text?.startsWith('-') ?? false;
  const column = (descending ? text?.slice(1) : text) ?? '';
  const sorts =
    typeof isSortable === 'function' ? isSortable(column) : isSortable.some((one) => one === column);
  return sorts ? { column: column as C, descending } : fallback;
}
