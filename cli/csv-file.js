/** A CSV file as a table, by the rules of the page: www/src/model/own-files/csv-table.ts. */
import { CommandError } from './command-error.js';

/** The separators that spreadsheets write, depending on the country. */
const SEPARATORS = [',', ';', '\t', '|'];
/** Of a text, to know its line ends. */
const LOOKED_AT = 1 << 20;

/**
 * @typedef {object} CsvTable
 * @property {string[]} columns
 * @property {{ line: number, cells: string[] }[]} rows each with as many cells as there are columns
 *
 * @param {string} text
 * @returns {CsvTable}
 * @throws {CommandError} for an empty file, open quotes, and rows with another number of cells
 */
export function parseCsv(text) {
  const [header, ...rows] = [...recordsIn(text)].filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (header === undefined) throw new CommandError('the file is empty');
  const columns = header.cells.map((cell) => cell.trim());
  checkColumns(columns, header.line);
  for (const { line, cells } of rows) {
    if (cells.length === columns.length) continue;
    throw wrong(line, `the row has ${cells.length} cells, and the header has ${columns.length}`);
  }
  return { columns, rows };
}

function* recordsIn(text) {
  // Excel writes `sep=;` as the first line of some files.
  const [first = '', named] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  const body = text.slice(first.length);
  const marks = { separator: named ?? separatorOf(body), end: lineEndOf(body) };
  let line = first === '' ? 1 : 2;
  for (let at = 0; at < body.length; ) {
    const { cells, next } = recordAt(body, at, marks, line);
    yield { line, cells };
    line += linesIn(body.slice(at, next));
    at = next;
  }
}

/** The separator that the first line has most, outside quotes. */
function separatorOf(text) {
  const [header] = text.trimStart().split(/[\r\n]/, 1);
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => bare.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))];
}

/** A cell without quotes may hold the other ends. */
function lineEndOf(text) {
  const bare = text.slice(0, LOOKED_AT).replace(/"(?:[^"]|"")*"/g, '');
  const [byReturn, byNewline] = [bare.split('\r'), bare.split('\n')];
  const isNewlineFirst = byNewline.length > 1 && byNewline[0].length < byReturn[0].length;
  if (byReturn.length === 1 || isNewlineFirst) return '\n';
  return byReturn.filter((part) => part[0] === '\n').length >= byReturn.length / 2 ? '\r\n' : '\r';
}

function recordAt(text, from, marks, line) {
  const cells = [];
  for (let at = from; ; ) {
    const cell = text[at] === '"' ? quotedAt(text, at, marks, line) : plainAt(text, at, marks);
    cells.push(cell.value);
    if (!text.startsWith(marks.separator, cell.end)) {
      return { cells, next: Math.min(text.length, cell.end + marks.end.length) };
    }
    at = cell.end + marks.separator.length;
  }
}

function plainAt(text, at, { separator, end }) {
  const ends = [text.indexOf(separator, at), text.indexOf(end, at)].filter((found) => found >= 0);
  const to = Math.min(text.length, ...ends);
  return { value: text.slice(at, to), end: to };
}

function quotedAt(text, at, { separator, end }, line) {
  let to = text.indexOf('"', at + 1);
  while (to >= 0 && text[to + 1] === '"') to = text.indexOf('"', to + 2);
  if (to < 0) throw wrong(line, 'a quoted cell has no closing quote');
  let after = to + 1;
  while (text[after] === ' ') after += 1;
  const isEnd = after >= text.length || text.startsWith(separator, after) || text.startsWith(end, after);
  if (!isEnd) {
    throw wrong(line, 'there is text after a closing quote. A quote inside a cell is written twice');
  }
  return { value: text.slice(at + 1, to).replaceAll('""', '"'), end: after };
}

function linesIn(text) {
  return text.split(/\r\n|[\r\n]/).length - 1;
}

function checkColumns(columns, line) {
  const unnamed = columns.indexOf('');
  if (unnamed >= 0) throw wrong(line, `column ${unnamed + 1} has no name`);
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined) throw wrong(line, `two columns have the name "${twice}"`);
}

function wrong(line, problem) {
  return new CommandError(`line ${line}: ${problem}`);
}
