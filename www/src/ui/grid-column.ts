import type { ComponentChildren } from 'preact';

export interface Column<R, C extends string> {
  id: C;
  title: string;
  /** The title on the cards of narrow screens, if it differs. */
  short?: string;
  /** The order of the first click on the title; without it the column does not sort. */
  first?: 'ascending' | 'descending';
  numeric?: boolean;
  /** `active`: the row has the focus, and its links are in the tab order. */
  cell: (row: R, active: boolean) => ComponentChildren;
}

export function cellClass({ id, numeric }: { id: string; numeric?: boolean }): string {
  return `cell cell-${id} ${numeric ? 'numeric' : ''}`;
}
