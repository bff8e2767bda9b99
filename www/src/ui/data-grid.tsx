import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { inside, TITLES, type GridSize, type Place } from '../model/grid-keys';
import type { Sort } from '../model/sort';
import type { RowsInSight } from '../window-rows';
import { widthOf, type Column } from './grid-column';
import { onGridKey, placeOf, rowOpenedBy, type GridActions } from './grid-events';
import { HeaderCell } from './grid-header';
import { GridRow } from './grid-row';
import { useSideScroll } from './use-side-scroll';
import { useWindowRows } from './use-window-rows';

interface Props<R, C extends string> {
  label: string;
  class: string;
  columns: readonly Column<R, C>[];
  /** `chosen` columns are as wide as they need, and scroll sideways; `usual` ones fit any window. */
  layout?: 'usual' | 'chosen';
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
  /** Called on Space, to show a row beside the table. */
  onAside?: (row: R, index: number) => void;
  /** Called when a key moves the focus to another row. */
  onMove?: (index: number) => void;
  /** Called when a row has the focus, by whatever way. */
  onFocusRow?: (index: number) => void;
  /** Whether the row is shown beside the table; absent while none is. */
  isSelected?: ((row: R) => boolean) | undefined;
  /** Called with the indexes of the rows in the document. */
  onShow?: (indexes: readonly number[]) => void;
  /** The index of the row that has the focus at first. */
  start?: number | undefined;
}

/**
 * A table of any length. Only the rows in sight are in the document, and one cell is in the tab order.
 * Keys move to other cells as in the grid pattern of WAI-ARIA; see `grid-keys.ts`.
 */
export function DataGrid<R, C extends string>(props: Props<R, C>) {
  const { rows, columns, layout = 'usual' } = props;
  const whole = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState<Place>({ row: props.start ?? 0, column: 0 });
  const size = (): GridSize => ({
    rows: rows.total,
    columns: columns.length,
    page: rowsPerPage(props.estimate, headerHeight(body)),
    hasTitles: headerHeight(body) > HIDDEN_PX,
  });
  const current = inside(active, { ...size(), hasTitles: true });
  const { start: before, total } = props.within ?? { start: 0, total: rows.total };
  const virtual = useWindowRows(body, {
    count: rows.total,
    estimate: props.estimate,
    keyOf: keysOf(rows, props.keyOf),
    kept: current.row,
    stickyTop: headerHeight(body),
  });
  const items = virtual.getVirtualItems();
  useLayoutEffect(() => props.onShow?.(items.map(({ index }) => index)));
  const side = useSideScroll(whole, layout === 'chosen');
  const focusNext = useFocusOf(whole, current, props.start !== undefined, side.reveal);
  const withRow = (call: Props<R, C>['onOpen'], index: number) => {
    const row = rows.at(index);
    if (row !== undefined) call?.(row, index);
  };
  const actions: GridActions = {
    size,
    move: (to) => {
      focusNext();
      setActive(to);
      if (to.row === TITLES) return;
      virtual.scrollToIndex(to.row, { align: 'auto' });
      if (to.row !== current.row) props.onMove?.(to.row);
    },
    open: (index) => withRow(props.onOpen, index),
    show: props.onAside && ((index) => withRow(props.onAside, index)),
  };
  const widths = useMemo(() => widthsOf(columns), [columns]);
  return (
    <div ref={whole}>
      <table
        role="grid"
        class={`grid ${props.class} ${layout === 'chosen' ? 'is-chosen' : ''}`}
        style={layout === 'chosen' ? widths : undefined}
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        onKeyDown={(event) => onGridKey(event, actions)}
        onFocusIn={({ target }) => {
          const place = placeOf(target);
          if (!place) return;
          setActive((was) => moved(was, place));
          if (place.row !== TITLES) props.onFocusRow?.(place.row);
        }}
      >
        <thead role="rowgroup" onScroll={side.onScroll}>
          <tr role="row" aria-rowindex={1}>
            {columns.map((column, at) => (
              <HeaderCell
                key={column.id}
                column={column}
                sort={props.sort}
                onSort={props.onSort}
                active={current.row === TITLES && current.column === at}
              />
            ))}
          </tr>
        </thead>
        <tbody
          role="rowgroup"
          ref={body}
          style={{ height: `${virtual.getTotalSize()}px` }}
          onScroll={side.onScroll}
          onClick={(event) => {
            const index = rowOpenedBy(event);
            if (index !== undefined) actions.open(index);
          }}
        >
          {items.map(({ index, key, start }) => {
            const row = rows.at(index);
            return (
              <GridRow
                key={String(key)}
                row={row}
                index={index}
                rowIndex={before + index + 2}
                top={start - virtual.options.scrollMargin}
                columns={columns}
                activeColumn={index === current.row ? current.column : undefined}
                selected={row === undefined ? undefined : props.isSelected?.(row)}
                measure={virtual.measureElement}
              />
            );
          })}
        </tbody>
      </table>
      {side.width > 0 && (
        <div class="side-scroll" aria-hidden="true" tabIndex={-1} onScroll={side.onScroll}>
          <div style={{ width: `${side.width}px` }} />
        </div>
      )}
    </div>
  );
}

/** The titles are clipped to this where rows are cards. */
const HIDDEN_PX = 1;

function moved(was: Place, to: Place): Place {
  return was.row === to.row && was.column === to.column ? was : to;
}

function widthsOf(columns: readonly Column<never, string>[]) {
  const widths = columns.map(widthOf);
  return {
    '--columns': widths.map((px) => `minmax(${px}px, ${px}fr)`).join(' '),
    '--least-width': `${widths.reduce((sum, px) => sum + px, 0)}px`,
  };
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

/** Returns a function that focuses the cell as soon as it is in the document. */
function useFocusOf(
  whole: RefObject<HTMLElement | null>,
  { row, column }: Place,
  atStart: boolean,
  reveal: (cell: HTMLElement) => void,
): () => void {
  const wanted = useRef(atStart);
  useLayoutEffect(() => {
    if (!wanted.current) return;
    const rows = row === TITLES ? 'thead tr' : `tr[data-index="${row}"]`;
    const cell = whole.current?.querySelector<HTMLTableRowElement>(rows)?.cells[column];
    if (!cell) return;
    wanted.current = false;
    reveal(cell);
    const title = row === TITLES && cell.querySelector<HTMLElement>('button');
    (title || cell).focus({ preventScroll: true });
  });
  return () => {
    wanted.current = true;
  };
}
