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
  active: boolean;
  measure: (element: HTMLElement | null) => void;
  onActive: () => void;
  onMove: (by: Step) => void;
  onOpen: () => void;
}

/** How many rows a key moves, given the rows of a page and of the whole list. */
export type Step = (page: number, count: number) => number;

const STEPS: Record<string, Step> = {
  ArrowDown: () => 1,
  ArrowUp: () => -1,
  PageDown: (page) => page,
  PageUp: (page) => -page,
  Home: (_, count) => -count,
  End: (_, count) => count,
};

export function GridRow<R, C extends string>(props: Props<R, C>) {
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
      aria-rowindex={props.rowIndex}
      tabIndex={active ? 0 : -1}
      style={{ transform: `translateY(${props.top}px)` }}
      onFocus={props.onActive}
      onKeyDown={onKeyDown}
      aria-busy={row === undefined}
      onClick={(event) => opens(event) && props.onOpen()}
    >
      {props.columns.map((column) => (
        <td
          key={column.id}
          role="gridcell"
          class={cellClass(column)}
          data-label={column.short ?? column.title}
        >
          {row === undefined ? <span class="muted">…</span> : column.cell(row, active)}
        </td>
      ))}
    </tr>
  );
}

function hasModifier(event: KeyboardEvent | MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
}

/**
 * Whether a click opens the row: one on its own link does, unless that opens elsewhere; one on another
 * link or button, or at the end of a text selection, does not.
 */
function opens(event: MouseEvent): boolean {
  const control = event.target instanceof Element && event.target.closest('a, button');
  if (!control) return getSelection()?.isCollapsed !== false;
  if (!control.hasAttribute('data-opens') || hasModifier(event)) return false;
  event.preventDefault();
  return true;
}
