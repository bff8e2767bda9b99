import { density } from '../preferences';

const ROW_PX = { comfortable: 44, compact: 32 };
/** Of a card of a narrow screen. */
const CARD_PX = 132;

/** The expected height of a row in pixels; `cards` are higher on narrow screens. */
export function rowHeight(narrow: 'cards' | 'rows'): number {
  const isNarrow = narrow === 'cards' && matchMedia('(max-width: 819px)').matches;
  return isNarrow ? CARD_PX : ROW_PX[density.value];
}
