/** Random values by a seed: the same seed gives the same values everywhere. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** At least 0, below 1 (mulberry32). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `greatest`. */
  int(least, greatest) {
    return least + Math.floor(this.next() * (greatest - least + 1));
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(items) {
    return items[this.int(0, items.length - 1)];
  }

  /** Each item with a probability, in their order. */
  some(items, probability) {
    return items.filter(() => this.chance(probability));
  }

  shuffle(items) {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const other = this.int(0, i);
      [result[i], result[other]] = [result[other], result[i]];
    }
    return result;
  }

  times(least, greatest, make) {
    return Array.from({ length: this.int(least, greatest) }, (_, i) => make(i));
  }
}
