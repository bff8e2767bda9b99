import { Component } from 'preact';
import { cellClass, type Column } from './grid-column';

interface Props<R, C extends string> {
  /** `undefined` while it is asked for. */
  row: R | undefined;
  index: number;
  /** In the whole table with its titles, from 1. */
  rowIndex: number;
  /** From the top of the body, in pixels. */
  top: number;
  columns: readonly Column<R, C>[];
  /** The index of its cell that is in the tab order; `undefined` if that is in another row. */
  activeColumn: number | undefined;
  /** Whether it is shown beside the table; `undefined` if nothing is. */
  selected: boolean | undefined;
  measure: (element: HTMLElement | null) => void;
}

/** A row. It renders again only if one of its properties changed, so that scrolling stays cheap. */
export class GridRow<R, C extends string> extends Component<Props<R, C>> {
  override shouldComponentUpdate(next: Props<R, C>): boolean {
    const names = Object.keys(next) as (keyof Props<R, C>)[];
    return names.some((name) => next[name] !== this.props[name]);
  }

  override render({ row, index, columns, activeColumn, ...props }: Props<R, C>) {
    return (
      <tr
        ref={props.measure}
        role="row"
        data-index={index}
        aria-rowindex={props.rowIndex}
        aria-busy={row === undefined}
        aria-selected={props.selected}
        style={{ transform: `translateY(${props.top}px)` }}
      >
        {columns.map((column, at) => (
          <td
            key={column.id}
            role="gridcell"
            class={cellClass(column)}
            tabIndex={at === activeColumn ? 0 : -1}
            data-label={column.short ?? column.title}
          >
            {row === undefined ? (
              <span class="muted">…</span>
            ) : (
              column.cell(row, at === activeColumn)
            )}
          </td>
        ))}
      </tr>
    );
  }
}
