/**
 * Every column as wide as its longest text; numbers on the right.
 *
 * @param {[title: string, valueOf: (row: object) => unknown][]} columns
 * @param {object[]} rows
 */
export function table(columns, rows) {
  const cells = rows.map((row) => columns.map(([, valueOf]) => valueOf(row)));
  const widths = columns.map(([title], at) =>
    Math.max(title.length, ...cells.map((row) => printable(row[at]).length)),
  );
  const isNumeric = columns.map((_, at) => cells.some((row) => typeof row[at] === 'number'));
  const line = (values) =>
    values
      .map((value, at) => printable(value)[isNumeric[at] ? 'padStart' : 'padEnd'](widths[at]))
      .join('  ')
      .trimEnd();
  return [columns.map(([title]) => title), ...cells].map(line).join('\n');
}

/** Names come from people and machines, so a control character could move a terminal's cursor. */
function printable(value) {
  return String(value ?? '-').replaceAll(/\p{Cc}/gu, ' ').trim();
}
