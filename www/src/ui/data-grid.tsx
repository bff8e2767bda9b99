import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Sort } from '../model/sort';
import { Icon } from './icon';
import { useWindowRows } from './use-window-rows';

export interface Column<R, C extends string> {
  id: C;
  title: string;
  /** For the cards of narrow screens. */
  short?: string;
  /** The order of the first click on the title. */
  first: 'ascending' | 'descending';
  numeric?: boolean;
  /** `active`: the row has the focus, and links in it can be tabbed to. */
  cell: (row: R, active: boolean) => ComponentChildren;
}

interface Props<R, C extends string> {
  label: string;
  class: string;
  columns: readonly Column<R, C>[];
  rows: readonly R[];
  keyOf: (row: R) => string | number;
  /** In pixels; rows are measured once they are shown. */
  estimate: number;
  sort: Sort<C>;
  onSort: (sort: Sort<C>) => void;
  /** Enter, or a click. */
  onOpen?: (row: R) => void;
  /** The row to begin at, which takes the focus. */
  startKey?: string | number | undefined;
}


/**
 * A table of any length: only the rows in sight are in the document. One row takes part in the tab
 * order; arrow keys, Page Up and Down, Home and End move it.
 */
export function DataGrid<R, C extends string>(props: Props<R, C>) {
  const { rows, columns, keyOf } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(() => startIndex(props));
  const current = Math.min(active, rows.length - 1);
  const virtual = useWindowRows(body, {
    count: rows.length,
    estimate: props.estimate,
    keyOf: (index) => keyOf(rows[index]!),
    kept: current,
    stickyTop: headerHeight(body),
  });
  const focusNext = useFocusOf(body, current, props.startKey !== undefined);
  const move = (to: number) => {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    focusNext();
    setActive(index);
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  return (
    <table role="grid" class={`grid ${props.class}`} aria-label={props.label} aria-rowcount={rows.length + 1}>
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" ref={body} style={{ height: `${virtual.getTotalSize()}px` }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => (
          <Row
            key={String(key)}
            row={rows[index]!}
            index={index}
            top={start - virtual.options.scrollMargin}
            columns={columns}
            active={index === current}
            measure={virtual.measureElement}
            onActive={() => setActive(index)}
            onMove={(by) => move(index + by(rowsPerPage(props.estimate, headerHeight(body)), rows.length))}
            onOpen={() => props.onOpen?.(rows[index]!)}
          />
        ))}
      </tbody>
    </table>
  );
}

function startIndex<R, C extends string>({ rows, keyOf, startKey }: Props<R, C>): number {
  return startKey === undefined ? 0 : Math.max(0, rows.findIndex((row) => keyOf(row) === startKey));
}

interface RowProps<R, C extends string> {
  row: R;
  index: number;
  /** From the top of the body, in pixels. */
  top: number;
  columns: readonly Column<R, C>[];
  active: boolean;
  measure: (element: HTMLElement | null) => void;
  onActive: () => void;
  onMove: (by: Step) => void;
  onOpen: () => void;
}

/** How far a key moves, given the rows of a page and of the whole list. */
type Step = (page: number, count: number) => number;

const STEPS: Record<string, Step> = {
  ArrowDown: () => 1,
  ArrowUp: () => -1,
  PageDown: (page) => page,
  PageUp: (page) => -page,
  Home: (_, count) => -count,
  End: (_, count) => count,
};

function Row<R, C extends string>(props: RowProps<R, C>) {
  const { row, index, active } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || hasModifier(event)) return;
    const step = STEPS[event.key];
    if (event.key === 'Enter') props.onOpen();
    else if (step) props.onMove(step);
    else return;
    event.preventDefault();
  };
  return (
    <tr
      ref={props.measure}
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={active ? 0 : -1}
      style={{ transform: `translateY(${props.top}px)` }}
      onFocus={props.onActive}
      onKeyDown={onKeyDown}
      onClick={(event) => isPlainClick(event) && props.onOpen()}
    >
      {props.columns.map((column) => (
        <td key={column.id} role="gridcell" class={cellClass(column)} data-label={column.short ?? column.title}>
          {column.cell(row, active)}
        </td>
      ))}
    </tr>
  );
}

function cellClass<R, C extends string>({ id, numeric }: Column<R, C>): string {
  return `cell cell-${id} ${numeric ? 'numeric' : ''}`;
}

function rowsPerPage(rowHeight: number, above: number): number {
  return Math.max(1, Math.floor((window.innerHeight - above) / rowHeight) - 1);
}

/** What the titles, which stick to the top of the window, cover of it. */
function headerHeight(body: RefObject<HTMLTableSectionElement | null>): number {
  return body.current?.closest('table')?.tHead?.offsetHeight ?? 0;
}

/** Gives the focus to a row once it is in the document; the answer asks for it. */
function useFocusOf(body: RefObject<HTMLElement | null>, index: number, atStart: boolean): () => void {
  const wanted = useRef(atStart);
  useLayoutEffect(() => {
    const row = wanted.current && body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (!row) return;
    wanted.current = false;
    row.focus({ preventScroll: true });
  });
  return () => {
    wanted.current = true;
  };
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
}

/** Not one on a link or button in the row, nor the end of selecting text. */
function isPlainClick(event: MouseEvent): boolean {
  const onControl = event.target instanceof Element && event.target.closest('a, button');
  return !onControl && getSelection()?.isCollapsed !== false;
}

interface HeaderProps<R, C extends string> {
  column: Column<R, C>;
  sort: Sort<C>;
  onSort: (sort: Sort<C>) => void;
}

function HeaderCell<R, C extends string>({ column, sort, onSort }: HeaderProps<R, C>) {
  const sorted = sort.column === column.id;
  const order = sort.descending ? 'descending' : 'ascending';
  const descending = sorted ? !sort.descending : column.first === 'descending';
  return (
    <th
      role="columnheader"
      scope="col"
      class={cellClass(column)}
      aria-sort={sorted ? order : 'none'}
    >
      <button type="button" class="sort" onClick={() => onSort({ column: column.id, descending })}>
        {column.title}
        {sorted && <Icon name={sort.descending ? 'down' : 'up'} />}
      </button>
    </th>
  );
}
