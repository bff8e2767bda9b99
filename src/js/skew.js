const LONGEST_EXCHANGE_MS = 900_000; // One that took longer says nothing about either clock.
const IN_MESSAGE = /\((\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ) [-+]/;

/**
 * How many milliseconds the clock of a service is ahead of the local one, by its answer: by the
 * header `date`, or where CORS hides that by the time in `Signature expired: … is now earlier than
 * … (20261121T010000Z - 5 min.)`. NaN if the answer does not tell.
 *
 * @param {Headers} headers
 * @param {string} text the body
 * @param {number} sentAt when the request was sent, by the local clock
 */
export function offsetOf(headers, text, sentAt) {
  const elapsedMs = Date.now() - sentAt;
  try {
    // What comes from a cache has the date of another day.
    if (headers.get('age') || elapsedMs > LONGEST_EXCHANGE_MS) return NaN;
    const [, year, month, dayAndHour, minute, second] = IN_MESSAGE.exec(text) ?? [];
    const inMessage = `${year}-${month}-${dayAndHour}:${minute}:${second}`;
    const server = Date.parse(headers.get('date')) || Date.parse(inMessage);
    return server - sentAt - elapsedMs / 2;
  } catch {
    return NaN; // Whatever stands in the place of a Headers.
  }
}
