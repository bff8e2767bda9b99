/** A CSV file as a table, with the line of each row. */
import Papa from 'papaparse';
import { FileError } from './file-error';

export interface CsvTable {
  columns: string[];
  rows: CsvRow[];
}

export interface CsvRow {
  /** The line on which the row begins, from 1. */
  line: number;
  /** As many as there are columns. */
  cells: string[];
}


/** @throws {FileError} for an empty file, open quotes, and rows with another number of cells */
export function parseCsv(text: string): CsvTable {
  const { separator, start } = sepLine(text);
  const records: CsvRow[] = [];
  const lines = lineCounter(text, start);
  Papa.parse<string[]>(text.slice(start), {
    delimiter: separator,
    step({ data, errors, meta }) {
      const line = lines.here();
      const [error] = errors;
      if (error) throw new FileError({ line, value: data[0], problem: quoteProblem(error.code) });
      if (data.some((cell) => cell.trim() !== '')) records.push({ line, cells: data });
      lines.passTo(start + meta.cursor);
    },
  });
  const [header, ...rows] = records;
  if (!header) throw new FileError({ problem: 'the file is empty' });
  const columns = header.cells.map((cell) => cell.trim());
  checkColumns(columns, header.line);
  for (const { line, cells } of rows) {
    if (cells.length !== columns.length) throw wrongLength(line, cells, columns);
  }
  return { columns, rows };
}

/** The separators that spreadsheets write, depending on the country. */
const SEPARATORS = [',', ';', '\t', '|'];

/** The separator of a text: the one that its first line has most, outside quotes. */
export function separatorOf(text: string): string {
  const [header = ''] = text.trimStart().split(/[\r\n]/, 1);
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => bare.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}

const MOST_NAMED = 12;

/** The names of columns, for an error about one that is missing. */
export function columnsWords(columns: readonly string[]): string {
  const named = columns.slice(0, MOST_NAMED).map((name) => `“${name.slice(0, 40)}”`);
  const rest = columns.length > MOST_NAMED ? ` and ${columns.length - MOST_NAMED} more` : '';
  return `The columns are ${named.join(', ')}${rest}`;
}

/** Excel writes `sep=;` as the first line of some files. */
function sepLine(text: string): { separator: string; start: number } {
  const found = /^sep=(.)\r?\n/i.exec(text);
  return { separator: found?.[1] ?? separatorOf(text), start: found?.[0].length ?? 0 };
}

function lineCounter(text: string, from: number) {
  let line = from > 0 ? 2 : 1;
  let at = from;
  return {
    here: () => line,
    passTo(end: number) {
      for (; at < end; at += 1) {
        const isEnd = text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n');
        if (isEnd) line += 1;
      }
    },
  };
}

function quoteProblem(code: string): string {
  return code === 'MissingQuotes'
    ? 'a quoted cell has no closing quote'
    : 'there is text after a closing quote. A quote inside a cell is written twice';
}

function checkColumns(columns: readonly string[], line: number): void {
  const unnamed = columns.indexOf('');
  if (unnamed >= 0) {
    throw new FileError({ line, problem: `column ${unnamed + 1} has no name` });
  }
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new FileError({ line, field: twice, problem: 'two columns have this name' });
  }
}

function wrongLength(line: number, cells: readonly string[], columns: readonly string[]) {
  const problem = `the row has ${cells.length} cells, and the header has ${columns.length}`;
  return new FileError({ line, value: cells[0], problem });
}
