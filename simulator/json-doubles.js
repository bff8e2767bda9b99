/**
 * The services write timestamps as Java writes doubles: `1.700000000123E9` and `1548438382.462` are
 * both on record. JSON.stringify writes neither `0.0` nor that exponent, so such numbers are texts
 * with a mark until `toJson` removes the quotes.
 */
const MARK = '\u0000';
const MARKED_TEXT = /"\\u0000([^"]+)"/g;

/**
 * A number that {@link toJson} writes as Java does.
 * @param {number} value
 * @param {'plain' | 'exponent'} notation
 * @returns {string}
 */
export function double(value, notation) {
  return MARK + (notation === 'exponent' && value !== 0 ? exponentNotation(value) : plain(value));
}

/**
 * JSON text of a value, with each {@link double} as a number.
 * @param {unknown} value
 */
export function toJson(value) {
  return JSON.stringify(value).replace(MARKED_TEXT, '$1');
}

function plain(value) {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function exponentNotation(value) {
  const [mantissa, exponent] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}
