/**
 * The service writes times as Java writes doubles: `1.700000000123E9` and `1548438382.462` are
 * both on record. JSON.stringify knows neither `0.0` nor that exponent, so such numbers travel
 * through it as marked texts and are unquoted afterwards.
 */
const MARK = '\u0000';
const MARKED_TEXT = /"\\u0000([^"]+)"/g;

/**
 * Epoch seconds as a JSON number in one of the service's two spellings.
 * @param {number} seconds
 * @param {'plain' | 'exponent'} spelling
 */
export function wireNumber(seconds, spelling) {
  return (
    MARK + (spelling === 'exponent' && seconds !== 0 ? exponentForm(seconds) : plainForm(seconds))
  );
}

/**
 * Epoch seconds as RFC 3339 text, as AWS's documentation prints them.
 * @param {number} seconds
 */
export function isoText(seconds) {
  return new Date(seconds * 1000).toISOString().replace(/(\.000)?Z$/, '+00:00');
}

/**
 * JSON text of an answer, with {@link wireNumber}s as numbers.
 * @param {unknown} value
 */
export function toWireJson(value) {
  return JSON.stringify(value).replace(MARKED_TEXT, '$1');
}

function plainForm(seconds) {
  return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds);
}

function exponentForm(seconds) {
  const [mantissa, exponent] = seconds.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}
