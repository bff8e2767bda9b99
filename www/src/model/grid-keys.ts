/** Where a key leads to in a grid of cells, as the grid pattern of WAI-ARIA has it. */

export interface Place {
  /** The index of the row; {@link TITLES} for the row of titles. */
  row: number;
  column: number;
}

/** The row above the first. */
export const TITLES = -1;

export interface GridSize {
  rows: number;
  columns: number;
  /** Rows that a page key moves. */
  page: number;
  /** Whether the titles can be seen, so that they can take the focus. */
  hasTitles: boolean;
}

type Move = (place: Place, size: GridSize) => Place;

const MOVES: Record<string, Move> = {
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  // Page Up stays among the rows; only an arrow leads to the titles.
  PageDown: ({ row, column }, { page }) => ({ row: Math.max(0, row) + page, column }),
  PageUp: ({ row, column }, { page }) => ({ row: Math.max(0, row - page), column }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, { columns }) => ({ row, column: columns - 1 }),
};

const MOVES_WITH_CONTROL: Record<string, Move> = {
  Home: () => ({ row: 0, column: 0 }),
  End: (_, { rows, columns }) => ({ row: rows - 1, column: columns - 1 }),
};

/** `undefined` for a key that moves nothing. */
export function placeAfter(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  place: Place,
  size: GridSize,
): Place | undefined {
  const move = (ctrlKey ? MOVES_WITH_CONTROL : MOVES)[key];
  return move && inside(move(place, size), size);
}

/** The nearest place that there is. */
export function inside({ row, column }: Place, { rows, columns, hasTitles }: GridSize): Place {
  const first = hasTitles ? TITLES : 0;
  return {
    row: Math.max(first, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  };
}
