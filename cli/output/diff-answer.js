/** What changed between two fleets, in each format. */
import { formatFilter } from 'patchlens/fleet';
import { cellOf, COLUMNS } from './cells.js';
import { csvOf } from './csv.js';
import { htmlReport } from './html.js';
import { countOf } from './notes.js';
import { markdownTable, terminalTable } from './table.js';
import { markdown, printableLines } from '../text.js';

/** The names of the options, and those of `FleetDiff.rows`. */
export const KINDS = { opened: 'opened', closed: 'closed', 'still-open': 'stillOpen' };

const PAGE = 1_000;
const HEAD = ['change', ...COLUMNS.findings];
/** What a file has unless other columns are asked for. */
const FILE_COLUMNS = [
  'change',
  'scopeId',
  'instanceId',
  'name',
  'platform',
  'kb',
  'title',
  'classification',
  'severity',
  'state',
  'cves',
  'firstSeen',
  'age',
  'ageIsLowerBound',
  'exception',
];

/**
 * @param {import('patchlens/fleet').FleetDiff} changes
 * @param {{ kinds: string[], query: import('patchlens/fleet').Query, columns?: string[] }} question
 * @returns {Iterable<string>}
 */
export function diffAnswer(changes, { kinds, query, columns }, format, style) {
  const rows = rowsOf(changes, kinds, query);
  const head = columns && ['change', ...columns];
  if (format === 'csv') return csvOf(head ?? FILE_COLUMNS, rows);
  if (format === 'ndjson') return lines(rows, head);
  if (format === 'json') return json(changes, rows, head);
  const shown = head ?? HEAD;
  if (format === 'html') return report(changes, { query, kinds }, shown, rows);
  const cells = [...rows].map((row) => shown.map((column) => cellOf(row, column)));
  const notes = diffNotes(changes);
  if (format === 'md') return [...notes.map((it) => `- ${markdown(it)}\n`), '\n', markdownTable(shown, cells)];
  return [terminalTable(shown, cells, style), `\n${printableLines(notes.join('\n'))}\n`];
}

function report(changes, { query, kinds }, head, rows) {
  const cells = function* () {
    for (const row of rows) yield head.map((column) => cellOf(row, column));
  };
  const { filter } = query;
  return htmlReport({
    title: 'Changes of patch compliance',
    gaps: changes.notCompared > 0 ? [notComparedNote(changes)] : [],
    facts: [
      ['Report made', new Date().toISOString()],
      ['From', changes.from.toISOString()],
      ['To', changes.to.toISOString()],
      ['Changes', kinds.join(', ')],
      ['Filter', filter ? formatFilter(filter) : 'None: all patches'],
    ],
    notes: diffNotes(changes),
    tables: [{ title: 'Patches', head, rows: cells(), empty: 'No patch has changed so.' }],
  });
}

function notComparedNote({ notCompared }) {
  return `${countOf(notCompared, 'node')} cannot be compared: not read both times`;
}

/** @returns {string[]} the numbers, and what they leave out */
export function diffNotes(changes) {
  const { from, to, opened, closed, stillOpen, newNodes, goneNodes, notCompared } = changes;
  return [
    `From ${from.toISOString()} to ${to.toISOString()}: ${opened} opened, ${closed} closed, ${stillOpen} still open`,
    `${countOf(newNodes, 'new node')}, ${countOf(goneNodes, 'gone node')}`,
    notCompared > 0 && notComparedNote(changes),
    ...changes.verdictChanges.map((it) => `${it.from} → ${it.to}: ${countOf(it.nodes, 'node')}`),
  ].filter(Boolean);
}

function* rowsOf(changes, kinds, query) {
  for (const change of kinds) {
    for (let offset = 0; ; offset += PAGE) {
      const { rows } = changes.rows(KINDS[change], { ...query, offset, limit: PAGE });
      for (const row of rows) yield { change, ...row };
      if (rows.length < PAGE) break;
    }
  }
}

function* lines(rows, columns) {
  for (const row of rows) yield `${JSON.stringify(row, columns && onlyOf(columns))}\n`;
}

function* json(changes, rows, columns) {
  const { from, to, opened, closed, stillOpen, newNodes, goneNodes, notCompared, verdictChanges } = changes;
  const numbers = { opened, closed, stillOpen, newNodes, goneNodes, notCompared, verdictChanges };
  yield `${JSON.stringify({ from, to, ...numbers }).slice(0, -1)},"rows":[`;
  let isFirst = true;
  for (const line of lines(rows, columns)) {
    yield `${isFirst ? '\n' : ',\n'}${line.trimEnd()}`;
    isFirst = false;
  }
  yield '\n]}\n';
}

/** A replacer that leaves out the row's other members; own columns stay under `tags`. */
function onlyOf(columns) {
  const tags = columns.filter((it) => it.startsWith('tag.')).map((it) => it.slice('tag.'.length));
  return [...columns, ...(tags.length > 0 ? ['tags', ...tags] : [])];
}
