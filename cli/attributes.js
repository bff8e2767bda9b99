/** The user's own columns for the nodes: CSV, or JSON with a list of objects, as the page reads them. */
import { CommandError } from './command-error.js';
import { parseCsv } from './csv-file.js';

const ID = 'instanceId';
const MOST_NAMED = 12;

/**
 * @param {string} text of a file
 * @returns {{ instanceId: string, [column: string]: string }[]}
 * @throws {CommandError} without the name of the file
 */
export function attributesIn(text) {
  const items = /^\s*[[{]/.test(text) ? itemsOfJson(text) : itemsOfCsv(text);
  const names = [...new Set(items.flatMap(({ cells }) => cells.map(([name]) => name)))];
  const idColumn = names.find(isId);
  if (items.length === 0) throw new CommandError('the file has no rows');
  if (idColumn === undefined) {
    const columns = names.slice(0, MOST_NAMED).map((name) => `"${name.slice(0, 40)}"`);
    throw new CommandError(`no column is named instanceId; the first columns are ${columns.join(', ')}`);
  }
  if (names.length === 1) throw new CommandError('the file has no column beside that of the ids');
  const seen = new Map();
  return items.map((item) => rowOf(item, idColumn, seen));
}

/** `InstanceId`, `Instance ID` and `instance_id`, as AWS's own files and tools write it. */
function isId(name) {
  return name.toLowerCase().replace(/[\s_-]/g, '') === ID.toLowerCase();
}

function itemsOfCsv(text) {
  const { columns, rows } = parseCsv(text);
  const named = (cells) => cells.map((cell, at) => [columns[at], cell]);
  // The header of a file without rows is checked all the same.
  if (rows.length === 0 && !columns.some(isId)) return [{ place: 'line 1', cells: named(columns) }];
  return rows.map(({ line, cells }) => ({ place: `line ${line}`, cells: named(cells) }));
}

function itemsOfJson(text) {
  const list = jsonIn(text);
  if (!Array.isArray(list)) throw new CommandError('the file must hold a JSON list');
  return list.map((item, at) => {
    const place = `item ${at + 1}`;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      throw new CommandError(`${place}: an object is expected`);
    }
    return { place, cells: Object.entries(item) };
  });
}

function jsonIn(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(error.message, { cause: error });
  }
}

function rowOf({ place, cells }, idColumn, seen) {
  const texts = cells.map(([name, value]) => [name, textOf(place, name, value)]);
  const [, id = ''] = texts.find(([name]) => name === idColumn) ?? [];
  if (id === '') throw new CommandError(`${place}: ${idColumn}: the id is missing`);
  if (seen.has(id)) throw new CommandError(`${place}: ${idColumn}: ${id} is there twice: ${seen.get(id)}`);
  seen.set(id, place);
  // A column may be named “__proto__”, which `fromEntries` defines like any other.
  return Object.fromEntries([[ID, id], ...texts.filter(([name]) => name !== idColumn)]);
}

function textOf(place, name, value) {
  if (value === null) return '';
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value).trim();
  throw new CommandError(`${place}: ${name}: a text, a number or true or false is expected`);
}
