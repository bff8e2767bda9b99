/** A table of a fleet in each format. */
import { cellOf, COLUMNS } from './cells.js';
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
  if (question.table === 'summary') return summaryChunks(fleet, question, format, style);
  return FORMATS[format](fleet, question, style);
}

const FORMATS = {
  csv: (fleet, { table, query, columns }) => fleet.csv(table, query, { columns }),
  ndjson: (fleet, { table, query, columns }) => fleet.ndjson(table, query, { columns }),
  json,
  table: (fleet, question, style) => {
    const notes = notesOf(fleet, question).join('\n');
    return [terminalTable(...cellsOf(fleet, question), style), `\n${printableLines(notes)}\n`];
  },
  md: (fleet, question) => {
    const notes = notesOf(fleet, question).map((note) => `- ${markdown(note)}\n`);
    return [markdownTable(...cellsOf(fleet, question)), '\n', ...notes];
  },
};

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
function cellsOf(fleet, { table, query, columns }) {
  const scope = fleet.scopes.length > 1 && (table === 'nodes' || table === 'findings') ? ['scopeId'] : [];
  const head = columns ?? [...scope, ...COLUMNS[table]];
  return [head, [...rowsOf(fleet, table, query)].map((row) => head.map((column) => cellOf(row, column)))];
}

/** All rows of a query, in pages. */
export function* rowsOf(source, table, { limit = Infinity, ...query }) {
  for (let offset = 0; offset < limit; offset += PAGE) {
    const { rows } = source[table]({ ...query, offset, limit: Math.min(PAGE, limit - offset) });
    yield* rows;
    if (rows.length < PAGE) return;
  }
}
