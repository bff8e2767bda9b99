import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { announce } from '../announce';
import type { TableName } from '../model/route';
import { parseTableQuery, type TableQuery } from '../model/table-query';
import { countOf, TABLE_WORDS } from '../model/table-words';
import { hasMoved, returnedRow, route } from '../navigation';
import type { Session } from '../session';
import type { RowsInSight } from '../window-rows';
import { BaselineNote } from './baseline-note';
import { BlindSpots } from './blind-spots';
import { CoverageLine } from './coverage-line';
import { CveListsNote } from './cve-lists-note';
import { ErrorPanel } from './error-panel';
import { FleetStatus } from './fleet-status';
import { LeftOutOfTable } from './left-out';
import { UnknownColumns } from './preferences-button';
import { RefreshButton } from './refresh-button';
import { TableEmpty } from './table-empty';
import { TableGrid } from './table-grid';
import { ExceptedNote, FindingsNotRead, PartialNote, SinceNote } from './table-notes';
import { TableToolbar } from './table-toolbar';
import { UnknownAttributes } from './unknown-attributes';
import { useTableRows, type TableRow, type TableRows } from './use-table-rows';
import { ViewHeading } from './view-heading';

interface Props {
  session: Session;
  table: TableName;
}

/** A table of the fleet: its open findings, their patches, or their CVEs. */
export function TableView({ session, table }: Props) {
  const { title } = TABLE_WORDS[table];
  const isRead = session.fleet.load.readsFindings;
  const at = route.value;
  const query = parseTableQuery(table, at.page === 'table' ? at.query : '');
  return (
    <>
      <div class="page-head">
        <ViewHeading title={title} takesFocus={returnedRow() === undefined} />
        <span class="spacer" />
        <RefreshButton />
      </div>
      <FleetStatus session={session} />
      {isRead && <LeftOutOfTable table={table} filter={query.filter} />}
      {isRead ? <Table session={session} table={table} query={query} /> : <FindingsNotRead table={table} />}
    </>
  );
}

function Table({ session, table, query }: Props & { query: TableQuery }) {
  const asked = useTableRows(table, query);
  const rows = asked.rows.value;
  const failure = asked.error.value;
  const returned = useRef(returnedRow()).current;
  const focusAt = useRef(returned?.index);
  useLayoutEffect(() => {
    window.scrollTo(0, rows && returned ? returned.scrollY : 0);
  }, [rows === undefined]);
  useAnnouncedRows(session, table, rows);
  return (
    <section class="card table-card" aria-label={TABLE_WORDS[table].title}>
      <PartialNote session={session} />
      <UnknownAttributes table={table} filter={query.filter} />
      {table === 'cves' && <CoverageLine coverage={rows?.answer.coverage} />}
      {table === 'cves' && <CveListsNote />}
      <ExceptedNote />
      {table !== 'findings' && <SinceNote />}
      <TableToolbar table={table} query={query} rows={rows} />
      <UnknownColumns table={table} columns={query.columns} />
      <BlindSpots table={table} filter={query.filter} />
      {table === 'findings' && <BaselineNote filter={query.filter} />}
      {failure !== undefined && <ErrorPanel error={failure} onRetry={() => asked.retry()} />}
      {rows?.total === 0 && (
        <TableEmpty session={session} table={table} query={query} answer={rows.answer} />
      )}
      {rows && rows.total > 0 && (
        <TableGrid
          table={table}
          query={query}
          rows={rows}
          isGrowing={['waiting', 'loading'].includes(session.fleet.phase.value)}
          onShow={(indexes) => asked.show(indexes)}
          focusAt={focusAt}
        />
      )}
    </section>
  );
}

/**
 * Announces how many rows match when the view or its filter changes and when the fleet is read, but not
 * while it is being read.
 */
function useAnnouncedRows(
  { fleet }: Session,
  table: TableName,
  rows: RowsInSight<TableRow, TableRows> | undefined,
): void {
  const said = useRef<unknown>(undefined);
  const isDone = fleet.phase.value === 'done';
  useEffect(() => {
    const isSaid = !rows || said.current === rows.subject;
    if (isSaid || !(isDone || hasMoved())) return;
    announce(`${TABLE_WORDS[table].title}: ${countOf(table, rows.total)} shown`);
    said.current = rows.subject;
  }, [rows, isDone]);
}
