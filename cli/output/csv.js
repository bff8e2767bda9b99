/** CSV of rows that no fleet exports by itself, by the rules of `Fleet.csv`. */
import { valueOf } from './cells.js';

/** What a spreadsheet would run, also in full width. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** @returns {Generator<string>} */
export function* csvOf(columns, rows) {
  yield lineOf(columns);
  for (const row of rows) yield lineOf(columns.map((column) => textOf(valueOf(row, column))));
}

function lineOf(cells) {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function textOf(value) {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.join(',');
  return value ?? '';
}

function cellOf(value) {
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
