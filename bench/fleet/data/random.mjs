/** Random numbers that are the same in every run: mulberry32. */
export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** @returns {number} from 0, below 1 */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @returns {number} a whole number from `low` to `high` */
  int(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** @template T @param {T[]} list @returns {T} */
  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  /** @template T @param {[T, number][]} choices values with their weights @returns {T} */
  weighted(choices) {
    let rest = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      rest -= weight;
      if (rest < 0) return value;
    }
    return choices[0][0];
  }

  /** @returns {string} of that many hexadecimal digits */
  hex(digits) {
    let text = '';
    while (text.length < digits) text += this.int(0, 0xffff).toString(16).padStart(4, '0');
    return text.slice(0, digits);
  }
}
