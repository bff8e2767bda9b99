/** Scrolling a wide table sideways: its titles and a bar at the bottom of the window follow its rows. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

interface SideScroll {
  /** The width of what is scrolled in pixels; 0 if all of it is in sight. */
  width: number;
  /** For each element that scrolls. */
  onScroll: (event: Event) => void;
  /** Scrolls so that a cell is in sight, right of the first column. */
  reveal: (cell: HTMLElement) => void;
}

export function useSideScroll(table: RefObject<HTMLElement | null>, isWide: boolean): SideScroll {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const [head] = scrollers(table);
    if (!isWide || !head) return setWidth(0);
    const measure = () => setWidth(head.scrollWidth > head.clientWidth ? head.scrollWidth : 0);
    const observer = new ResizeObserver(measure);
    observer.observe(head);
    observer.observe(head.firstElementChild!);
    return () => observer.disconnect();
  }, [isWide]);
  const onScroll = ({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLElement) scrollTo(table, currentTarget.scrollLeft);
  };
  const reveal = (cell: HTMLElement) => {
    const [, body] = scrollers(table);
    if (body && isWide) scrollTo(table, leftFor(cell, body));
  };
  return { width, onScroll, reveal };
}

function scrollers(table: RefObject<HTMLElement | null>): HTMLElement[] {
  const parts = table.current?.querySelectorAll<HTMLElement>('thead, tbody, .side-scroll');
  return [...(parts ?? [])];
}

function scrollTo(table: RefObject<HTMLElement | null>, left: number): void {
  for (const part of scrollers(table)) if (part.scrollLeft !== left) part.scrollLeft = left;
}

function leftFor(cell: HTMLElement, { scrollLeft, clientWidth }: HTMLElement): number {
  const first = cell.parentElement?.firstElementChild;
  if (!(first instanceof HTMLElement) || cell === first) return scrollLeft;
  const { offsetLeft: left, offsetWidth: width } = cell;
  if (left - first.offsetWidth < scrollLeft) return left - first.offsetWidth;
  return Math.max(scrollLeft, left + width - clientWidth);
}
