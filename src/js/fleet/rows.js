// The members of rows that are dates, which cross as milliseconds.
const DATES = [
  'readAt',
  'lastOperation',
  'nonCompliantSince',
  'oldestOpen',
  'firstSeen',
  'released',
  'due',
  'operationStart',
  'operationEnd',
  'scannedAt',
  'startedAt',
  'from',
  'to',
];

/** The names of the dates that a row has. */
export function dateMembers(row) {
  return DATES.filter((name) => row[name] !== undefined);
}

/**
 * Turns the dates of a row, and of the rows in it, into `Date`s, in place.
 *
 * @template {object} T
 * @param {T} row
 * @returns {T}
 */
export function withDates(row) {
  for (const name of DATES) {
    if (typeof row[name] === 'number') row[name] = new Date(row[name]);
  }
  row.findings?.forEach?.(withDates);
  return row;
}

/**
 * @param {string} text the JSON text of an answer with rows
 * @returns {{ rows: object[] }}
 */
export function rowsOf(text) {
  const answer = JSON.parse(text);
  answer.rows.forEach(withDates);
  return answer;
}
