/** Random values for the fuzz tests, with a seed per case. */

/** Random numbers from 0 to 1, reproducible by the seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  const among = (list) => list[below(list.length)];
  const chance = (probability) => next() < probability;
  return { next, below, among, chance };
}

/** `text` with up to `most` changes: words or characters put in, parts cut out or repeated. */
export function mutated(random, text, words, most = 5) {
  let result = text;
  for (let change = random.below(most + 1); change > 0; change -= 1) {
    const at = random.below(result.length + 1);
    const end = at + random.below(30);
    const [before, part, after] = [result.slice(0, at), result.slice(at, end), result.slice(end)];
    result = random.among([
      () => before + random.among(words) + part + after,
      () => before + String.fromCharCode(random.below(random.among([128, 128, 65536]))) + after,
      () => before + after,
      () => before + part + part + after,
      () => before,
    ])();
  }
  return result;
}

const SCALARS = [
  null, undefined, true, false, 0, -0, 1, -1, 50, 100, 1.5, 1e308, NaN, Infinity, -Infinity,
  2 ** 32, 2 ** 53, '', ' ', '5', 'i-0123456789abcdef0', 'mi-0123456789abcdef0', '\ud800', '\0', 'é',
  '😀', 'NaN', '2026-11-21T06:00:00Z', '__proto__', 'x'.repeat(300),
];
const STRANGE = [
  () => Symbol('s'),
  () => 10n,
  () => () => {},
  () => new Date(NaN),
  () => new Date(0),
  () => new Map([['InstanceId', 'i-0123456789abcdef0']]),
  () => new Uint8Array(3),
  () => Object.create(null),
  () => new Proxy({}, {}),
  () => Object.freeze({ InstanceId: 5 }),
  () => new (class InstanceIds extends Array {})(3),
  () => new String('i-0123456789abcdef0'),
  () => Array(3),
];

/** Any value that a caller could pass, nested; most members have one of `names`. */
export function anyValue(random, names, depth = 3) {
  if (depth === 0 || random.chance(0.4)) {
    return random.chance(0.15) ? random.among(STRANGE)() : random.among(SCALARS);
  }
  const length = random.below(5);
  if (random.chance(0.4)) return Array.from({ length }, () => anyValue(random, names, depth - 1));
  const entries = Array.from({ length }, () => {
    const name = random.chance(0.9) ? random.among(names) : String(random.among(names)) + 'x';
    return [name, anyValue(random, names, depth - 1)];
  });
  return Object.fromEntries(entries);
}
