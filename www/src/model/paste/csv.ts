/** Credentials as a table with titles: the console's `accessKeys.csv`, or rows of a spreadsheet. */
import { keyMember } from './names';
import { structure, type Pair, type Parsed } from './pair';

/** A separator and the cell after it: quoted, with quotes in it doubled, or plain. */
const CELL = /[,;\t](?: *"((?:[^"]|"")*)" *|([^,;\t]*))/g;

/** `undefined` for text whose first line does not name the columns of an id and a secret. */
export function parseCsv(text: string): Parsed | undefined {
  const [first, ...rows] = text
    .split(/\r\n?|\n/)
    .map((line, index) => ({ cells: cellsOf(line), row: index + 1 }))
    .filter(({ cells }) => cells.some(Boolean));
  const titles = first?.cells ?? [];
  const members = titles.map(keyMember);
  if (!members.includes('accessKeyId') || !members.includes('secretAccessKey')) return undefined;
  const isWhole = ({ cells }: { cells: string[] }) => cells.length === titles.length;
  return structure(
    rows.filter(isWhole).flatMap(({ cells, row }) => pairsOf(titles, cells, `row ${row}`)),
    rows.filter((row) => !isWhole(row)).map(({ row }) => `row ${row}`),
  );
}

function pairsOf(titles: string[], cells: string[], set: string): Pair[] {
  return titles.map((name, at) => ({ name, value: cells[at] ?? '', set }));
}

function cellsOf(line: string): string[] {
  return [...`,${line}`.matchAll(CELL)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  );
}
