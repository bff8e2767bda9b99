/** The numbers of a fleet in each format. */
import { csvOf } from './csv.js';
import { blindNotes, fleetNotes } from './notes.js';
import { markdownTable, terminalTable } from './table.js';
import { markdown, printableLines } from '../text.js';

const HEAD = ['number', 'value'];

/** @returns {Iterable<string>} */
export function summaryChunks(fleet, { query }, format, style) {
  const summary = fleet.summary(query);
  if (format === 'json' || format === 'ndjson') {
    const facts = { complete: fleet.complete, scannedAt: fleet.scannedAt, ...summary };
    return [`${JSON.stringify(facts, undefined, format === 'json' ? 2 : 0)}\n`];
  }
  const rows = rowsOf({ complete: fleet.complete, ...summary });
  if (format === 'csv') return csvOf(HEAD, rows.map(([number, value]) => ({ number, value })));
  const notes = [...blindNotes(summary.coverage), ...fleetNotes(fleet)];
  if (format === 'md') return [markdownTable(HEAD, rows), '\n', ...notes.map((it) => `- ${markdown(it)}\n`)];
  return [terminalTable(HEAD, rows, style), `\n${printableLines(notes.join('\n'))}\n`];
}

/** Members of objects with a dot: `verdicts.compliant`. */
function rowsOf(summary) {
  return Object.entries(summary).flatMap(([name, value]) => {
    if (value instanceof Date) return [[name, value.toISOString()]];
    if (Array.isArray(value)) return [];
    if (typeof value !== 'object' || value === null) return [[name, String(value)]];
    return rowsOf(value).map(([member, it]) => [`${name}.${member || '(none)'}`, it]);
  });
}
