/** Rows as CSV and as lines of JSON. */
import { MEMBERS, rowType, valueOf } from './properties.js';
import { textOf } from './groups.js';
import { compareText } from './text.js';

const AWS_HEADERS = {
  instanceId: 'Instance ID',
  name: 'Instance name',
  ipAddress: 'Instance IP',
  platform: 'Platform name',
  platformVersion: 'Platform version',
  agentVersion: 'SSM Agent version',
  baselineId: 'Patch baseline',
  patchGroup: 'Patch group',
  verdict: 'Compliance status',
  title: 'Patch name',
  kb: 'KB ID',
  state: 'Patch state',
  lastOperation: 'Last report time',
  complianceLevel: 'Compliance level',
  severity: 'Patch severity',
  classification: 'Classification',
  cves: 'CVE ID',
};

/**
 * @param entries the rows to write, in order
 * @param whole all entries of the table, which decide on the columns without `columns`
 */
export function csv(table, entries, whole, { columns, header = 'members', bom = false } = {}) {
  const names = columns ?? defaultColumns(table, whole);
  for (const name of names) rowType(table, name);
  const heads = names.map((name) => (header === 'aws' ? (AWS_HEADERS[name] ?? name) : name));
  const lines = entries.map((entry) => names.map((name) => cell(table, name, entry)));
  const all = [heads.map(textCell), ...lines].map((cells) => `${cells.join(',')}\r\n`);
  return (bom ? '\uFEFF' : '') + all.join('');
}

export function defaultColumns(table, entries) {
  return [...MEMBERS[table]].flatMap(([name, { type, isRequired }]) => {
    if (type === 'tags') return tagColumns(entries);
    return isRequired || entries.some(({ row }) => row[name] !== undefined) ? [name] : [];
  });
}

function tagColumns(entries) {
  const columns = new Set(entries.flatMap(({ row }) => Object.keys(row.tags ?? {})));
  return [...columns].sort(compareText).map((column) => `tag.${column}`);
}

function cell(table, name, entry) {
  const value = valueOf(entry, name);
  if (value === undefined) return '';
  if (rowType(table, name) === 'days') return String(Math.floor(value * 100) / 100);
  const isText = !['number', 'days', 'date', 'boolean'].includes(rowType(table, name));
  const text = Array.isArray(value) ? value.join(', ') : textOf(value);
  return isText ? textCell(text) : quoted(text);
}

/** A text that a spreadsheet would take for a formula gets an apostrophe. */
const textCell = (text) => quoted(/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);

const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export function ndjson(table, entries, { columns } = {}) {
  for (const name of columns ?? []) rowType(table, name);
  return entries.map((entry) => `${JSON.stringify(jsonRow(entry, columns))}\n`).join('');
}

function jsonRow(entry, columns) {
  const names = columns ?? Object.keys(entry.row);
  const value = (name) => (name === 'tags' ? entry.row.tags : valueOf(entry, name));
  return Object.fromEntries(names.map((name) => [name, jsonValue(value(name))]));
}

const jsonValue = (value) => (value instanceof Date ? textOf(value) : value);
