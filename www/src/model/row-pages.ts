/** The parts in which a table is shown that is longer than an element of a browser can be high. */

/** In Firefox an element is at most 17.9 million pixels high. */
export const MOST_PX = 17_600_000;

export interface RowPage {
  /** The index of its first row. */
  start: number;
  /** The index after its last row. */
  end: number;
}

/** @param rowHeight the expected height of a row in pixels */
export function rowsPerPage(rowHeight: number): number {
  return Math.floor(MOST_PX / rowHeight);
}

/** The page that begins at a row; the last one for a row that is not there. */
export function pageAt(start: number, total: number, size: number): RowPage {
  const first = start < total ? start : Math.floor(Math.max(0, total - 1) / size) * size;
  return { start: first, end: Math.min(total, first + size) };
}

/** The start of the page before; `undefined` for the first page. */
export function startBefore({ start }: RowPage, size: number): number | undefined {
  return start > 0 ? Math.max(0, start - size) : undefined;
}

/** The start of the page after; `undefined` for the last page. */
export function startAfter({ end }: RowPage, total: number): number | undefined {
  return end < total ? end : undefined;
}
