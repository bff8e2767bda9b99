import { double } from '../../json-doubles.js';

/** Spellings that are on record or that AWS's clients read. */
const SPELLINGS = [
  (seconds) => double(seconds, 'plain'),
  (seconds) => double(seconds, 'exponent'),
  (seconds) => String(seconds),
  iso,
  (seconds) => new Date(seconds * 1000).toUTCString(),
];

/**
 * What writes epoch seconds: as numbers, unless a quirk wants texts.
 * @param {Set<string>} quirks
 * @returns {(seconds: number, notation: 'plain' | 'exponent') => string}
 */
export function createTimestampWriter(quirks) {
  if (quirks.has('iso-dates')) return iso;
  if (!quirks.has('mixed-dates')) return double;
  let count = 0;
  return (seconds) => {
    count += 1;
    return SPELLINGS[count % SPELLINGS.length](seconds);
  };
}

/** RFC 3339, as in AWS's documentation. */
function iso(seconds) {
  return new Date(seconds * 1000).toISOString().replace(/(\.000)?Z$/, '+00:00');
}
