/** The client beside its peers: calls, signatures, downloads, starts. */
import { brotli, bundled, PROGRAMS } from './bundled.mjs';
import { callContenders } from './calls.mjs';
import { measured } from './measure.mjs';
import { signingContenders } from './signing.mjs';
import { startInChromium, startInNode, startInWorkerd } from './start.mjs';
import { tableText } from './table.mjs';

const COLUMNS = {
  cpuMicros: 'µs CPU',
  elapsedMicros: 'µs clock',
  brotliBytes: 'bytes brotli',
  ms: 'ms clock',
};

/** @typedef {{ name: string, [column: string]: string | number }} Row */

/** @returns {Promise<Record<string, Row[]>>} by the title of the table */
export async function clientResults() {
  return {
    'describeInstancePatches, 100 patches, stubbed fetch': await measured(callContenders(), {
      rounds: 15,
      calls: 200,
      warmUp: 1000,
    }),
    'signing one request': await measured(signingContenders(), {
      rounds: 15,
      calls: 1000,
      warmUp: 5000,
    }),
    'download, bundled and minified': await sizes(),
    'from import to the first signed request, new processes of Node': await startInNode(),
    'from the start of workerd to the first signed request': await startInWorkerd(),
    'from import to the first signed request, new contexts of Chromium': await startInChromium(),
  };
}

/**
 * @param {Record<string, Row[]>} results
 * @returns {string} each figure with its ratio to the first row's
 */
export function clientText(results) {
  return Object.entries(results)
    .map(([title, rows]) => text(title, rows))
    .join('\n');
}

async function sizes() {
  const rows = Object.entries(PROGRAMS).map(async ([name, program]) => ({
    name,
    brotliBytes: brotli(await bundled(program)),
  }));
  return Promise.all(rows);
}

function text(title, rows) {
  const columns = Object.keys(COLUMNS).filter((column) => column in rows[0]);
  const cell = (row, column) => {
    const digits = column !== 'brotliBytes' && rows[0][column] < 100 ? 1 : 0;
    return `${row[column].toFixed(digits)} (${(row[column] / rows[0][column]).toFixed(2)} ×)`;
  };
  const cells = (row) => columns.map((column) => cell(row, column));
  const header = columns.map((column) => COLUMNS[column]);
  const lines = rows.map((row) => ({ name: row.name, cells: cells(row) }));
  return tableText(title, header, lines);
}
