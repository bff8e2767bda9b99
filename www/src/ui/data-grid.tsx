import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Sort } from '../model/sort';
import { Icon } from './icon';
import { useWindowRows } from './use-window-rows';

export interface Column<R, C extends string> {
  id: C;
  title: string;
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

const HEADER_HEIGHT = 36;

/**
 * A table of any length: only the rows in sight are in the document. One row takes part in the tab
 * order; arrow keys, Page Up and Down, Home and End move it.
 */
export function DataGrid<R, C extends string>(props: Props<R, C>) {
  const { rows, keyOf } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(() => startIndex(props));
  const wantsFocus = useRef(props.startKey !== undefined);
  const current = Math.min(active, rows.length - 1);
  const virtual = useWindowRows(body, {
    count: rows.length,
    estimate: props.estimate,
    keyOf: (index) => keyOf(rows[index]!),
    kept: current,
    stickyTop: HEADER_HEIGHT,
  });

  const focusActive = () => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    body.current?.querySelector<HTMLElement>(`[data-index="${current}"]`)?.focus({ preventScroll: true });
  };
  useLayoutEffect(focusActive);

  const move = (to: number) => {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    wantsFocus.current = true;
    setActive(index);
    virtual.scrollToIndex(index, { align: 'auto' });
  };

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const page = Math.max(1, Math.floor((window.innerHeight - HEADER_HEIGHT) / props.estimate) - 1);
    const target = keyTarget(event.key, index, page, rows.length);
    if (event.target !== event.currentTarget || hasModifier(event)) return;
    if (event.key === 'Enter') props.onOpen?.(rows[index]!);
    else if (target !== undefined) move(target);
    else return;
    event.preventDefault();
  };

  return (
    <table role="grid" class={`grid ${props.class}`} aria-label={props.label} aria-rowcount={rows.length + 1}>
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={1}>
          {props.columns.map((column) => (
            <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" ref={body} style={{ height: `${virtual.getTotalSize()}px` }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => (
          <tr
            key={String(key)}
            ref={virtual.measureElement}
            role="row"
            data-index={index}
            aria-rowindex={index + 2}
            tabIndex={index === current ? 0 : -1}
            style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
            onFocus={() => setActive(index)}
            onKeyDown={(event) => onKeyDown(event, index)}
            onClick={(event) => isPlainClick(event) && props.onOpen?.(rows[index]!)}
          >
            {props.columns.map((column) => (
              <td
                key={column.id}
                role="gridcell"
                class={`cell cell-${column.id} ${column.numeric ? 'numeric' : ''}`}
                data-label={column.title}
              >
                {column.cell(rows[index]!, index === current)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function startIndex<R, C extends string>({ rows, keyOf, startKey }: Props<R, C>): number {
  return startKey === undefined ? 0 : Math.max(0, rows.findIndex((row) => keyOf(row) === startKey));
}

function keyTarget(key: string, index: number, page: number, count: number): number | undefined {
  const targets: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
  };
  return targets[key];
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
      class={`cell cell-${column.id} ${column.numeric ? 'numeric' : ''}`}
      aria-sort={sorted ? order : 'none'}
    >
      <button type="button" class="sort" onClick={() => onSort({ column: column.id, descending })}>
        {column.title}
        {sorted && <Icon name={sort.descending ? 'down' : 'up'} />}
      </button>
    </th>
  );
}

interface SortChoiceProps<R, C extends string> {
  columns: readonly Column<R, C>[];
  sort: Sort<C>;
  onSort: (sort: Sort<C>) => void;
}

/** The order for narrow screens, where rows are cards and there are no column titles. */
export function SortChoice<R, C extends string>({ columns, sort, onSort }: SortChoiceProps<R, C>) {
  const choose = (id: string) => {
    const column = columns.find((one) => one.id === id);
    if (column) onSort({ column: column.id, descending: column.first === 'descending' });
  };
  return (
    <div class="field sort-choice">
      <label>
        <span class="field-label">Sort by</span>
        <select value={sort.column} onChange={(event) => choose(event.currentTarget.value)}>
          {columns.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="button icon-button"
        aria-label={sort.descending ? 'Descending; change to ascending' : 'Ascending; change to descending'}
        onClick={() => onSort({ ...sort, descending: !sort.descending })}
      >
        <Icon name={sort.descending ? 'down' : 'up'} />
      </button>
    </div>
  );
}
