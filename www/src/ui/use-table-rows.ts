import { effect } from '@preact/signals';
import type { CveCoverage, CveRow, FindingRow, FleetSource, PatchRow, Query, Rows } from 'patchlens/fleet';
import { useEffect, useMemo } from 'preact/hooks';
import { currentSource } from '../fleet';
import type { TableName } from '../model/route';
import { tableQuestion, type TableQuery } from '../model/table-query';
import { session } from '../session';
import { WindowRows } from '../window-rows';

export type TableRow = FindingRow | PatchRow | CveRow;
export type TableRows = Rows<TableRow> & { coverage?: CveCoverage };

/** The rows of a table that a query means, asked for while the view is there. */
export function useTableRows(table: TableName, query: TableQuery): WindowRows<TableRow, TableRows> {
  const rows = useMemo(() => new WindowRows<TableRow, TableRows>(), []);
  const { filter, sort, start } = query;
  const question = useMemo(
    () => ({ ...tableQuestion(table, query), start }),
    [table, filter, sort.column, sort.descending, start],
  );
  useEffect(
    () => effect(() => rows.ask(currentSource() && ((page) => read(table, question, page)), question)),
    [rows, question],
  );
  return rows;
}

async function read(
  table: TableName,
  { start, ...question }: Query & { start: number },
  { offset, limit }: { offset: number; limit: number },
): Promise<TableRows> {
  // The source of then: a scan that goes on has another one.
  const source = session.peek()?.fleet.load.source;
  if (!source) return { total: 0, undecided: 0, rows: [] };
  return ask(source, table, { ...question, offset: start + offset, limit });
}

function ask(source: FleetSource, table: TableName, query: Query): Promise<TableRows> {
  if (table === 'findings') return source.findings(query);
  return table === 'patches' ? source.patches(query) : source.cves(query);
}
