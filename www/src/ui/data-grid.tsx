import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Sort } from '../model/sort';
import type { RowsInSight } from '../window-rows';
import type { Column } from './grid-column';
import { HeaderCell } from './grid-header';
import { GridRow } from './grid-row';
import { useWindowRows } from './use-window-rows';

interface Props<R, C extends string> {
  label: string;
  class: string;
  columns: readonly Column<R, C>[];
  rows: Pick<RowsInSight<R>, 'total' | 'at'>;
  /** Where the rows are in a longer table, of which they are a part. */
  within?: { start: number; total: number };
  /** Without it a row goes by its index: it may not be known yet, and must keep the focus then. */
  keyOf?: (row: R) => string | number;
  /** The expected height of a row in pixels; rows in sight are measured. */
  estimate: number;
  sort: Sort<string>;
  onSort: (sort: Sort<C>) => void;
  /** Called on Enter and on a click. */
  onOpen?: (row: R, index: number) => void;
  /** Called with the indexes of the rows in the document. */
  onShow?: (indexes: readonly number[]) => void;
  /** The index of the row that has the focus at first. */
  start?: number | undefined;
}

/**
 * A table of any length. Only the rows in sight are in the document, and one of them is in the tab
 * order. Arrow keys, Page Up, Page Down, Home and End move to another row.
 */
export function DataGrid<R, C extends string>(props: Props<R, C>) {
  const { rows, columns } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(props.start ?? 0);
  const current = Math.min(active, rows.total - 1);
  const { start: before, total } = props.within ?? { start: 0, total: rows.total };
  const virtual = useWindowRows(body, {
    count: rows.total,
    estimate: props.estimate,
    keyOf: keysOf(rows, props.keyOf),
    kept: current,
    stickyTop: headerHeight(body),
  });
  const items = virtual.getVirtualItems();
  useLayoutEffect(() => props.onShow?.(items.map(({ index }) => index)));
  const focusNext = useFocusOf(body, current, props.start !== undefined);
  const move = (to: number) => {
    const index = Math.max(0, Math.min(rows.total - 1, to));
    focusNext();
    setActive(index);
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  const open = (index: number) => {
    const row = rows.at(index);
    if (row !== undefined) props.onOpen?.(row, index);
  };
  return (
    <table
      role="grid"
      class={`grid ${props.class}`}
      aria-label={props.label}
      aria-rowcount={total + 1}
    >
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" ref={body} style={{ height: `${virtual.getTotalSize()}px` }}>
        {items.map(({ index, key, start }) => (
          <GridRow
            key={String(key)}
            row={rows.at(index)}
            index={index}
            rowIndex={before + index + 2}
            top={start - virtual.options.scrollMargin}
            columns={columns}
            active={index === current}
            measure={virtual.measureElement}
            onActive={() => setActive(index)}
            onMove={(by) =>
              move(index + by(rowsPerPage(props.estimate, headerHeight(body)), rows.total))
            }
            onOpen={() => open(index)}
          />
        ))}
      </tbody>
    </table>
  );
}

function rowsPerPage(rowHeight: number, above: number): number {
  return Math.max(1, Math.floor((window.innerHeight - above) / rowHeight) - 1);
}

/** Of rows that go by their index it is one function: another makes all rows be placed again. */
function keysOf<R>(
  rows: Pick<RowsInSight<R>, 'at'>,
  keyOf: Props<R, string>['keyOf'],
): (index: number) => string | number {
  if (!keyOf) return itself;
  return (index) => {
    const row = rows.at(index);
    return row === undefined ? index : keyOf(row);
  };
}

const itself = (index: number) => index;

/** The height of the titles, which stick to the top of the window. */
function headerHeight(body: RefObject<HTMLTableSectionElement | null>): number {
  return body.current?.closest('table')?.tHead?.offsetHeight ?? 0;
}

/** Returns a function that focuses the row as soon as it is in the document. */
function useFocusOf(
  body: RefObject<HTMLElement | null>,
  index: number,
  atStart: boolean,
): () => void {
  const wanted = useRef(atStart);
  useLayoutEffect(() => {
    const row =
      wanted.current && body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (!row) return;
    wanted.current = false;
    row.focus({ preventScroll: true });
  });
  return () => {
    wanted.current = true;
  };
}
