/** The columns that the text of an address chooses. */
import type { Table } from 'patchlens/fleet';
import { chosenColumns } from '../model/columns';
import { memberOf, type Column } from './grid-column';
import { tagColumn } from './members';
import { NODE_COLUMNS } from './node-columns';

/** The columns of a row that only its table knows. */
export type AnyColumn = Column<never, string>;

/** The columns of the table of nodes, which is fetched first, and without those of the others. */
export const nodeColumnsOf = chosenOf('nodes', NODE_COLUMNS);

/** Keeps the last answer, so that rows need not render again for the same columns. */
export function chosenOf<C extends AnyColumn>(
  table: Table,
  all: readonly C[],
): (text: string) => readonly C[] {
  let latest: { text: string; columns: readonly C[] } | undefined;
  return (text) => {
    if (latest?.text !== text) {
      const columns = chosenColumns(table, text).names.map((name) => namedOf(all, name));
      latest = { text, columns };
    }
    return latest.columns;
  };
}

/** A column by its name; one of the user's own if the table has none. */
export function namedOf<C extends AnyColumn>(all: readonly C[], name: string): C {
  return all.find((column) => memberOf(column) === name) ?? (tagColumn(name) as unknown as C);
}
