/** The clock of the documentation's examples, so that their fleet and their output are always the same. */

const { Date: RealDate } = globalThis;

/** When the examples run. */
export const NOW = Date.UTC(2026, 10, 25, 6);

/** Sets the clock, which goes on from there. */
export function setClock(time) {
  const shift = time - RealDate.now();
  globalThis.Date = class Date extends RealDate {
    constructor(...parts) {
      super(...(parts.length === 0 ? [Date.now()] : parts));
    }

    static now() {
      return RealDate.now() + shift;
    }
  };
}

/** Sets the clock to the real time. */
export function resetClock() {
  globalThis.Date = RealDate;
}
