/** Reads CSV as RFC 4180 has it: lines of cells. */
export function readCsv(text) {
  const lines = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g;
  let cells = [];
  for (let match; pattern.lastIndex < text.length && (match = pattern.exec(text)); ) {
    const [, inQuotes, plain, end] = match;
    cells.push(inQuotes === undefined ? plain : inQuotes.replaceAll('""', '"'));
    if (end === ',') continue;
    lines.push(cells);
    cells = [];
  }
  return lines;
}
