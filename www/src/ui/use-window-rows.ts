import {
  defaultRangeExtractor,
  measureElement,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import { MOST_PX } from '../model/row-pages';
import { RowHeights } from '../model/row-heights';

interface RowsOptions {
  count: number;
  estimate: number;
  keyOf: (index: number) => string | number;
  /** The row that stays in the document at any scroll position, because it has the focus. */
  kept: number;
  /** The height of the titles that stick to the top of the window. */
  stickyTop: number;
}

/** The rows of a long list that are in sight, and their positions. */
export function useWindowRows(body: RefObject<HTMLElement | null>, options: RowsOptions) {
  const [, render] = useReducer<number, void>((count) => count + 1, 0);
  const scrollMargin = useOffsetTop(body);
  const [heights] = useState(() => new RowHeights());
  const expected = expectedHeight(heights.usual, options);
  const resolved: VirtualizerOptions<Window, HTMLElement> = {
    count: options.count,
    estimateSize: () => expected,
    measureElement: (row, entry, virtualizer) => {
      const px = measureElement(row, entry, virtualizer);
      // A row that is not read yet has no height of its own.
      const isRead = row.getAttribute('aria-busy') !== 'true';
      if (isRead && px > 0) heights.note(virtualizer.indexFromElement(row), px);
      return px;
    },
    getItemKey: options.keyOf,
    overscan: 8,
    scrollMargin,
    scrollPaddingStart: options.stickyTop + 4,
    scrollPaddingEnd: 8,
    rangeExtractor: (range) => withKept(defaultRangeExtractor(range), options.kept, range.count),
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialOffset: () => window.scrollY,
    onChange: () => render(),
  };
  const [rows] = useState(() => new Virtualizer<Window, HTMLElement>(resolved));
  rows.setOptions(resolved);
  useLayoutEffect(() => rows._didMount(), [rows]);
  useLayoutEffect(() => rows._willUpdate());
  const placedBy = useRef(expected);
  useLayoutEffect(() => {
    if (placedBy.current === expected) return;
    placedBy.current = expected;
    placeAgain(rows);
  });
  return rows;
}

/**
 * A row of another height than expected makes the places of all rows after it be computed again. The
 * usual height is not expected where the table would be higher with it than an element can be.
 */
function expectedHeight(usual: number | undefined, { estimate, count }: RowsOptions): number {
  return usual !== undefined && usual * count <= MOST_PX ? usual : estimate;
}

/** Places all rows by the height that is expected now, and those in the document by their own. */
function placeAgain(rows: Virtualizer<Window, HTMLElement>): void {
  rows.measure();
  rows.getTotalSize();
  // The virtualizer keeps no height that was the expected one, and is told of none that stays. The
  // total makes it compute the places, which these heights are compared with.
  for (const row of rows.elementsCache.values()) {
    rows.resizeItem(rows.indexFromElement(row), row.offsetHeight);
  }
}

function withKept(indexes: number[], kept: number, count: number): number[] {
  if (kept < 0 || kept >= count || indexes.includes(kept)) return indexes;
  return [...indexes, kept].sort((a, b) => a - b);
}

/** The distance of an element from the document's top, which changes with what is above it. */
function useOffsetTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useEffect(() => {
    const measure = () => {
      const rect = element.current?.getBoundingClientRect();
      if (rect) setTop(Math.round(rect.top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return top;
}
