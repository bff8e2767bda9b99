/** Groups and values of a property. */
import { rowType, valueOf } from './properties.js';
import { VERDICTS } from './rules.js';
import { compareText, fold } from './text.js';

const LIMIT = 100;

/** @param entries certainly matching entries of the table */
export function groups(table, by, entries, { offset = 0, limit = LIMIT } = {}) {
  rowType(table, by);
  const byValue = new Map();
  for (const entry of entries)
    for (const value of textsOf(entry, by, ['']))
      byValue.set(value, [...(byValue.get(value) ?? []), entry]);
  const all = [...byValue].map(([value, members]) => group(table, value, members));
  all.sort(
    (one, other) =>
      other.nodes - one.nodes ||
      other.findings - one.findings ||
      compareText(one.value, other.value),
  );
  return { total: all.length, groups: all.slice(offset, offset + limit) };
}

function group(table, value, members) {
  const nodes = new Set(members.flatMap((entry) => nodesOf(table, entry)));
  const findings = new Set(members.flatMap((entry) => findingsOf(table, entry)));
  return { value, nodes: nodes.size, findings: findings.size, verdicts: countVerdicts(nodes) };
}

function nodesOf(table, entry) {
  if (table === 'nodes') return [entry];
  return findingsOf(table, entry).map(({ nodeEntry }) => nodeEntry);
}

const findingsOf = (table, entry) => (table === 'findings' ? [entry] : entry.findings);

export function countVerdicts(nodeEntries) {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
  for (const { row } of nodeEntries) counts[row.verdict] += 1;
  return counts;
}

export function values(table, property, entries, prefix = '', limit = LIMIT) {
  rowType(table, property);
  const counts = new Map();
  for (const entry of entries)
    for (const value of textsOf(entry, property, []))
      counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .filter(([value]) => value !== '' && fold(value).startsWith(fold(prefix)))
    .sort(([one, few], [other, many]) => many - few || compareText(one, other))
    .slice(0, limit)
    .map(([value, count]) => ({ value, count }));
}

/** The texts of a property's value, one per member. */
function textsOf(entry, property, ofNone) {
  const value = valueOf(entry, property);
  if (value === undefined || value.length === 0) return value === '' ? [''] : ofNone;
  return Array.isArray(value) ? value : [textOf(value)];
}

/** A value as text: dates as ISO 8601, with milliseconds only where there are some. */
export function textOf(value) {
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  return String(value);
}
