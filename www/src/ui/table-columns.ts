/** The columns of each table, and what opens when a row of it does. */
import type { CveRow, FindingRow, PatchRow } from 'patchlens/fleet';
import { nodeHash, type TableName } from '../model/route';
import { findingsOfCve, findingsOfPatch } from '../model/table-links';
import { CVE_COLUMNS } from './cve-columns';
import { FINDING_COLUMNS } from './finding-columns';
import type { Column } from './grid-column';
import { PATCH_TABLE_COLUMNS } from './patch-table-columns';
import type { TableRow } from './use-table-rows';

interface Shape<R> {
  columns: readonly Column<R, string>[];
  hashOf: (row: R) => string;
}

const FINDINGS: Shape<FindingRow> = { columns: FINDING_COLUMNS, hashOf: nodeHash };
const PATCHES: Shape<PatchRow> = { columns: PATCH_TABLE_COLUMNS, hashOf: findingsOfPatch };
const CVES: Shape<CveRow> = { columns: CVE_COLUMNS, hashOf: findingsOfCve };

// A table's name and its rows belong together, which the types do not say.
const SHAPES = { findings: FINDINGS, patches: PATCHES, cves: CVES } as unknown as Record<
  TableName,
  Shape<TableRow>
>;

export function columnsOf(table: TableName): readonly Column<TableRow, string>[] {
  return SHAPES[table].columns;
}

export function hashOf(table: TableName, row: TableRow): string {
  return SHAPES[table].hashOf(row);
}
