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
import { useEffect, useLayoutEffect, useReducer, useState } from 'preact/hooks';
import { MOST_PX } from '../model/row-pages';
import { UsualHeight } from '../model/usual-height';

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
  const [heights] = useState(() => new UsualHeight());
  const resolved: VirtualizerOptions<Window, HTMLElement> = {
    count: options.count,
    // A row of another height than expected makes the places of all rows after it be computed again.
    estimateSize: () => expectedHeight(heights.px, options),
    measureElement: (element, entry, virtualizer) => {
      const px = measureElement(element, entry, virtualizer);
      heights.note(px);
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
  return rows;
}

/** The usual height of a row, unless the table would be higher with it than an element can be. */
function expectedHeight(usual: number | undefined, { estimate, count }: RowsOptions): number {
  return usual !== undefined && usual * count <= MOST_PX ? usual : estimate;
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
