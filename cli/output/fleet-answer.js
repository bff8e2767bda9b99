/** A table of a fleet in each format. */
import { cellOf, COLUMNS } from './cells.js';
import { fleetReport } from './fleet-report.js';
import { notesOf } from './notes.js';
import { summaryChunks } from './summary.js';
import { markdownTable, terminalTable } from './table.js';
import { markdown, printableLines } from '../text.js';

const PAGE = 1_000;

/**
 * @param {import('patchlens/fleet').Fleet} fleet
 * @param {import('../query.js').Question} question
 * @param {string} format
 * @param {{ hasColour: boolean }} style
 * @returns {Iterable<string>}
 */
export function fleetAnswer(fleet, question, format, style) {
  if (question.table === 'summary' && format === 'html') return fleetReport(fleet, question);
  if (question.table === 'summary') return summaryChunks(fleet, question, format, style);
  return FORMATS[format](fleet, question, style);
}

const FORMATS = {
  csv: (fleet, { table, query, columns }) => fleet.csv(table, query, { columns }),
  ndjson: (fleet, { table, query, columns }) => fleet.ndjson(table, query, { columns }),
  json,
  html,
  table: (fleet, question, style) => {
    const notes = notesOf(fleet, question).join('\n');
    return [terminalTable(...cellsOf(fleet, question), style), `\n${printableLines(notes)}\n`];
  },
  md: (fleet, question) => {
    const notes = notesOf(fleet, question).map((note) => `- ${markdown(note)}\n`);
    return [markdownTable(...cellsOf(fleet, question)), '\n', ...notes];
  },
};

function html(fleet, question) {
  const head = headOf(fleet, question);
  return fleetReport(fleet, question, { head, rows: textsOf(fleet, question, head) });
}

function* json(fleet, { table, query, columns }) {
  const { total, undecided, coverage } = fleet[table]({ ...query, limit: 0 });
  const facts = { table, total, undecided, coverage, complete: fleet.complete, scannedAt: fleet.scannedAt };
  const failures = fleet.failures.map(({ scopeId, instanceId, error }) => ({
    scopeId,
    instanceId,
    reason: error.reason,
    message: error.message,
  }));
  yield `${JSON.stringify({ ...facts, failures }).slice(0, -1)},"rows":[`;
  let isFirst = true;
  for (const chunk of fleet.ndjson(table, query, { columns })) {
    const lines = chunk.split('\n').filter(Boolean);
    if (lines.length > 0) yield `${isFirst ? '\n' : ',\n'}${lines.join(',\n')}`;
    isFirst &&= lines.length === 0;
  }
  yield '\n]}\n';
}

/** @returns {[head: string[], rows: string[][]]} */
function cellsOf(fleet, question) {
  const head = headOf(fleet, question);
  return [head, [...textsOf(fleet, question, head)]];
}

function headOf(fleet, { table, columns }) {
  const scope = fleet.scopes.length > 1 && (table === 'nodes' || table === 'findings') ? ['scopeId'] : [];
  return columns ?? [...scope, ...COLUMNS[table]];
}

function* textsOf(fleet, { table, query }, head) {
  for (const row of rowsOf(fleet, table, query)) yield head.map((column) => cellOf(row, column));
}

/** All rows of a query, in pages. */
export function* rowsOf(source, table, { limit = Infinity, ...query }) {
  for (let offset = 0; offset < limit; offset += PAGE) {
    const { rows } = source[table]({ ...query, offset, limit: Math.min(PAGE, limit - offset) });
    yield* rows;
    if (rows.length < PAGE) return;
  }
}
