import type { ComponentChildren } from 'preact';

export interface Column<R, C extends string> {
  id: C;
  title: string;
  /** The title on the cards of narrow screens, if it differs. */
  short?: string;
  /** The member of the row, if the id is another name. */
  member?: string;
  /** The order of the first click on the title; without it the column does not sort. */
  first?: 'ascending' | 'descending';
  numeric?: boolean;
  /** The least width in pixels where columns are chosen. */
  width?: number;
  /** `active`: the cell has the focus, and its links are in the tab order. */
  cell: (row: R, active: boolean) => ComponentChildren;
}

export function memberOf({ id, member }: Pick<Column<never, string>, 'id' | 'member'>): string {
  return member ?? id;
}

export function cellClass({ id, numeric }: { id: string; numeric?: boolean }): string {
  // The user's own columns have names of any kind.
  const name = id.startsWith('tag.') ? 'tag' : id;
  return `cell cell-${name} ${numeric ? 'numeric' : ''}`;
}

const TEXT_PX = 132;
const NUMBER_PX = 84;

export function widthOf({ width, numeric }: Pick<Column<never, string>, 'width' | 'numeric'>) {
  return width ?? (numeric ? NUMBER_PX : TEXT_PX);
}
