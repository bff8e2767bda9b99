/** The columns of each table, and what opens when a row of it does. */
import type { CveRow, FindingRow, PatchRow, Table } from 'patchlens/fleet';
import { TABLE_COLUMNS } from '../model/columns';
import { nodeHash, type TableName } from '../model/route';
import { findingsOfCve, findingsOfPatch } from '../model/table-links';
import { chosenOf, namedOf, type AnyColumn } from './chosen-of';
import { CVE_COLUMNS } from './cve-columns';
import { FINDING_COLUMNS } from './finding-columns';
import type { Column } from './grid-column';
import { NODE_COLUMNS } from './node-columns';
import { PATCH_TABLE_COLUMNS } from './patch-table-columns';
import type { TableRow } from './use-table-rows';

const COLUMNS: Record<Table, readonly AnyColumn[]> = {
  nodes: NODE_COLUMNS,
  findings: FINDING_COLUMNS,
  patches: PATCH_TABLE_COLUMNS,
  cves: CVE_COLUMNS,
};

const LINKS = {
  findings: (row: FindingRow) => nodeHash(row),
  patches: (row: PatchRow) => findingsOfPatch(row),
  cves: (row: CveRow) => findingsOfCve(row),
} as unknown as Record<TableName, (row: TableRow) => string>;

const CHOSEN = Object.fromEntries(
  Object.entries(COLUMNS).map(([table, columns]) => [table, chosenOf(table as Table, columns)]),
) as Record<Table, (text: string) => readonly AnyColumn[]>;

/**
 * The columns of a table that the text of an address chooses.
 *
 * A table's name and its rows belong together, which the types do not say.
 */
export function columnsOf<R>(table: Table, text: string): readonly Column<R, string>[] {
  return CHOSEN[table](text) as readonly Column<R, string>[];
}

/** The title of a column by its name. */
export function titleOf(table: Table, name: string): string {
  return namedOf(COLUMNS[table], name).title;
}

/** Every column of a table, but those of the user's own. */
export function allColumns(table: Table): string[] {
  return [...TABLE_COLUMNS[table].first, ...TABLE_COLUMNS[table].more];
}

export function hashOf(table: TableName, row: TableRow): string {
  return LINKS[table](row);
}
