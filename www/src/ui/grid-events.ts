/** What keys and clicks mean in the cells of a grid. */
import { placeAfter, type GridSize, type Place } from '../model/grid-keys';

export interface GridActions {
  size: () => GridSize;
  /** Focuses the cell of a place. */
  move: (to: Place) => void;
  open: (index: number) => void;
  /** Shows a row beside the table. Without it, Space does nothing. */
  show: ((index: number) => void) | undefined;
}

/** Controls of a cell, without the link that does what the row itself does. */
const CONTROLS = 'a[href]:not([data-opens]), button';

export function onGridKey(event: KeyboardEvent, actions: GridActions): void {
  const { target } = event;
  if (!(target instanceof HTMLElement) || event.altKey || event.metaKey || event.shiftKey) return;
  const place = placeOf(target);
  const cell = target.closest<HTMLElement>('td');
  if (!place) return;
  if (cell && target !== cell) return leaveControl(event, cell);
  const to = placeAfter(event, place, actions.size());
  if (to) actions.move(to);
  else if (!cell || event.ctrlKey || !act(event, cell, place.row, actions)) return;
  event.preventDefault();
}

/** Keys in a link or button of a cell are its own, but for those that lead back to the cell. */
function leaveControl(event: KeyboardEvent, cell: HTMLElement): void {
  if (event.key !== 'Escape' && event.key !== 'F2') return;
  event.stopPropagation();
  cell.focus();
}

/** Whether the key does something in a cell. */
function act(event: KeyboardEvent, cell: HTMLElement, index: number, actions: GridActions): boolean {
  if (event.key === 'Enter') enter(cell, index, actions);
  else if (event.key === 'F2') cell.querySelector<HTMLElement>(CONTROLS)?.focus();
  else if (event.key === ' ' && actions.show) actions.show(index);
  else if (event.key === 'Escape') return collapse(event, cell);
  else return false;
  return true;
}

/** One control is used, of several the first takes the focus, and without one the row opens. */
function enter(cell: HTMLElement, index: number, { open }: GridActions): void {
  const [first, ...others] = cell.querySelectorAll<HTMLElement>(CONTROLS);
  if (!first) open(index);
  else if (others.length > 0) first.focus();
  else first.click();
}

function collapse(event: KeyboardEvent, cell: HTMLElement): boolean {
  const expanded = cell.querySelector<HTMLElement>('[aria-expanded="true"]');
  if (!expanded) return false;
  event.stopPropagation();
  expanded.click();
  return true;
}

/** The place of the cell that an element is in. */
export function placeOf(element: EventTarget | null): Place | undefined {
  const cell = element instanceof Element ? element.closest<HTMLTableCellElement>('td, th') : null;
  if (!cell) return undefined;
  const { index = '-1' } = cell.closest('tr')?.dataset ?? {};
  return { row: Number(index), column: cell.cellIndex };
}

/**
 * The index of the row that a click opens: one on its own link does, unless that opens elsewhere; one
 * on another link or button, or at the end of a text selection, does not.
 */
export function rowOpenedBy(event: MouseEvent): number | undefined {
  const place = placeOf(event.target);
  const control = event.target instanceof Element && event.target.closest('a, button');
  if (!place) return undefined;
  if (!control) return getSelection()?.isCollapsed === false ? undefined : place.row;
  if (!control.hasAttribute('data-opens') || hasModifier(event)) return undefined;
  event.preventDefault();
  return place.row;
}

function hasModifier(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
}
