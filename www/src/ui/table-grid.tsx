import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { chosenColumns } from '../model/columns';
import type { TableName } from '../model/route';
import { pageAt, rowsPerPage } from '../model/row-pages';
import type { TableQuery } from '../model/table-query';
import { TABLE_WORDS } from '../model/table-words';
import { formatNumber } from '../model/words';
import { changeTableQuery, openRow } from '../navigation';
import type { RowsInSight } from '../window-rows';
import { DataGrid } from './data-grid';
import { rowHeight } from './row-height';
import { columnsOf, hashOf } from './table-columns';
import { TablePager } from './table-pager';
import type { TableRow } from './use-table-rows';

interface Props {
  table: TableName;
  query: TableQuery;
  rows: RowsInSight<TableRow>;
  /** Whether rows are still being added. */
  isGrowing: boolean;
  onShow: (indexes: readonly number[]) => void;
  /** The index of the row that takes the focus once it is there. */
  focusAt: { current: number | undefined };
}

/** The row that takes the focus in another part of a long table. */
const TURNED = 0;

/** The rows in sight; of a very long table a part, with the way to the others. */
export function TableGrid({ table, query, rows, isGrowing, onShow, focusAt }: Props) {
  const estimate = rowHeight('cards');
  const size = rowsPerPage(estimate);
  const page = pageAt(query.start, rows.total, size);
  const isOutside = page.start !== query.start;
  useEffect(() => {
    if (isOutside && !isGrowing) changeTableQuery({ start: page.start }, 'replace');
  }, [isOutside, isGrowing, page.start]);
  const top = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (focusAt.current === TURNED) top.current?.scrollIntoView();
  }, [page.start]);
  // Only once: a table that returns after "no match" must not take the focus from the filter.
  useEffect(() => {
    focusAt.current = undefined;
  }, [page.start]);
  const turn = (start: number) => {
    focusAt.current = TURNED;
    changeTableQuery({ start }, 'push');
  };
  if (isOutside) {
    return <p class="empty">Row {formatNumber(query.start + 1)} is not read yet.</p>;
  }
  const pager = (place: string) =>
    rows.total > page.end - page.start && (
      <TablePager place={place} page={page} total={rows.total} size={size} onTurn={turn} />
    );
  return (
    <div ref={top}>
      {pager('above')}
      <DataGrid
        key={`${page.start} ${estimate}`}
        label={TABLE_WORDS[table].title}
        class={`${table}-table`}
        columns={columnsOf(table, query.columns)}
        layout={chosenColumns(table, query.columns).isChosen ? 'chosen' : 'usual'}
        rows={{ total: page.end - page.start, at: rows.at }}
        within={{ start: page.start, total: rows.total }}
        estimate={estimate}
        sort={query.sort}
        onSort={(sort) => changeTableQuery({ sort, start: 0 }, 'push')}
        onOpen={(row, index) => openRow(hashOf(table, row), index)}
        onShow={onShow}
        start={focusAt.current}
      />
      {pager('below')}
    </div>
  );
}
