/** Columns of the reader's own for the nodes: CSV, or JSON with a list of objects. */
import { columnsWords, parseCsv } from './csv-table';
import { FileError, type FileProblem } from './file-error';
import { parseJson } from './json-list';

export interface AttributeRow {
  instanceId: string;
  [column: string]: string;
}

export interface Attributes {
  /** Without that of the ids. */
  columns: string[];
  rows: AttributeRow[];
}

/** A row of either format, before its id is known. */
interface Raw {
  place: Pick<FileProblem, 'line' | 'item'>;
  cells: [column: string, value: unknown][];
}

const ID = 'instanceId';

/** @throws {FileError} */
export function parseAttributes(text: string): Attributes {
  const raw = /^\s*[[{]/.test(text) ? rawOfJson(text) : rawOfCsv(text);
  const names = [...new Set(raw.flatMap(({ cells }) => cells.map(([column]) => column)))];
  const idColumn = names.find(isId);
  if (raw.length === 0) throw new FileError({ problem: 'the file has no rows' });
  if (idColumn === undefined) {
    throw new FileError({ problem: `no column is named “instanceId”. ${columnsWords(names)}` });
  }
  const columns = names.filter((name) => name !== idColumn);
  if (columns.length === 0) {
    throw new FileError({ problem: 'the file has no column beside that of the ids' });
  }
  return { columns, rows: checkedRows(raw, idColumn) };
}

/** `InstanceId`, `Instance ID` and `instance_id`, as AWS's own files and tools write it. */
function isId(name: string): boolean {
  return name.toLowerCase().replace(/[\s_-]/g, '') === ID.toLowerCase();
}

function rawOfCsv(text: string): Raw[] {
  const { columns, rows } = parseCsv(text);
  const cellsOf = (cells: string[]) => cells.map((cell, at) => [columns[at]!, cell] as [string, string]);
  // A file with a header alone has columns and no rows; its header is checked all the same.
  if (rows.length === 0 && !columns.some(isId)) return [{ place: {}, cells: cellsOf(columns) }];
  return rows.map(({ line, cells }) => ({ place: { line }, cells: cellsOf(cells) }));
}

function rawOfJson(text: string): Raw[] {
  return parseJson(text).map((item, at) => {
    const place = { item: at + 1 };
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      throw new FileError({ ...place, value: item, problem: 'an object is expected' });
    }
    return { place, cells: Object.entries(item) };
  });
}

function checkedRows(raw: readonly Raw[], idColumn: string): AttributeRow[] {
  const seen = new Map<string, Raw['place']>();
  const problems: FileProblem[] = [];
  const rows = raw.map(({ place, cells }) => {
    const entries = cells.map(([column, value]) => [column, textOfValue(value)] as const);
    for (const [field, text] of entries) {
      if (text !== undefined) continue;
      const value = cells.find(([column]) => column === field)?.[1];
      problems.push({ ...place, field, value, problem: 'a text, a number or true or false is expected' });
    }
    const id = entries.find(([column]) => column === idColumn)?.[1]?.trim() ?? '';
    const before = seen.get(id);
    if (id === '') problems.push({ ...place, field: idColumn, value: id, problem: 'the id is missing' });
    else if (before) {
      problems.push({ ...place, field: idColumn, value: id, problem: `${placeWords(before)} has this id already` });
    } else seen.set(id, place);
    const own = entries.filter(([column]) => column !== idColumn);
    // A column may be named “__proto__”, which `fromEntries` defines like any other.
    return Object.fromEntries([[ID, id], ...own.map(([column, text]) => [column, text ?? ''])]);
  });
  if (problems.length > 0) throw new FileError(...problems);
  return rows as AttributeRow[];
}

/** `undefined` for what has no text of its own: objects and lists. */
function textOfValue(value: unknown): string | undefined {
  if (value === null) return '';
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function placeWords({ line, item }: Raw['place']): string {
  return line === undefined ? `item ${item}` : `line ${line}`;
}
