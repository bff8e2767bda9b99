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

/** Spellings that are on record or that clients of AWS take, by turns. */
const SPELLINGS = [
  (seconds) => wireNumber(seconds, 'plain'),
  (seconds) => wireNumber(seconds, 'exponent'),
  (seconds) => String(seconds),
  isoText,
  (seconds) => new Date(seconds * 1000).toUTCString(),
];

/**
 * What writes epoch seconds: as numbers, unless quirks want texts.
 * @param {Set<string>} quirks
 * @returns {(seconds: number, spelling: 'plain' | 'exponent') => string}
 */
export function timeWriter(quirks) {
  if (quirks.has('iso-dates')) return isoText;
  if (!quirks.has('mixed-dates')) return wireNumber;
  let turn = 0;
  return (seconds) => {
    turn = (turn + 1) % SPELLINGS.length;
    return SPELLINGS[turn](seconds);
  };
}

/**
 * Epoch seconds as RFC 3339 text, as AWS's documentation prints them.
 * @param {number} seconds
 */
function isoText(seconds) {
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
