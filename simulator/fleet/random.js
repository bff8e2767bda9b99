/**
 * A 32-bit hash of texts and numbers (FNV-1a with a final mix).
 * @param {...(string | number)} parts
 */
export function hash(...parts) {
  let state = 0x811c9dc5;
  for (const character of parts.join('\u001f')) {
    state = Math.imul(state ^ character.codePointAt(0), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/**
 * A reproducible stream of random choices (mulberry32): the same parts give the same stream.
 * @param {...(string | number)} parts
 */
export function randomOf(...parts) {
  let state = hash(...parts);

  /** A number in [0, 1). */
  function fraction() {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  }

  return {
    fraction,
    /** True with the given probability. @param {number} probability */
    chance: (probability) => fraction() < probability,
    /** An integer from `low` to `high`, both included. @param {number} low @param {number} high */
    between: (low, high) => low + Math.floor(fraction() * (high - low + 1)),
    /** @template T @param {readonly T[]} list @returns {T} */
    pick: (list) => list[Math.floor(fraction() * list.length)],
    /** One of the values, each as often as its weight demands. @template T
     *  @param {readonly (readonly [T, number])[]} weighted @returns {T} */
    weighted: (weighted) => weightedPick(weighted, fraction()),
    /** `length` hexadecimal digits. @param {number} length */
    hex: (length) => hexDigits(fraction, length),
    uuid: () => [8, 4, 4, 4, 12].map((length) => hexDigits(fraction, length)).join('-'),
  };
}

function hexDigits(fraction, length) {
  let digits = '';
  while (digits.length < length) {
    digits += Math.floor(fraction() * 0x100000000)
      .toString(16)
      .padStart(8, '0');
  }
  return digits.slice(0, length);
}

function weightedPick(weighted, fraction) {
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  let left = fraction * total;
  for (const [value, weight] of weighted) {
    left -= weight;
    if (left < 0) return value;
  }
  return weighted.at(-1)[0];
}
