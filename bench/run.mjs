/**
 * patchlens and its peers, side by side in one process: `npm run bench`, `-- --json` for machines.
 * Ratios are comparable between machines; absolute figures are not.
 */
import { parseArgs } from 'node:util';
import { setUp } from '../scripts/setup.mjs';

const COLUMNS = {
  cpuMicros: 'µs CPU',
  elapsedMicros: 'µs clock',
  brotliBytes: 'bytes brotli',
  ms: 'ms clock',
};

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
await setUp({ build: true, browser: true });

const { brotli, bundled, PROGRAMS } = await import('./bundled.mjs');
const { callContenders } = await import('./calls.mjs');
const { measured } = await import('./measure.mjs');
const { signingContenders } = await import('./signing.mjs');
const { startInChromium, startInNode, startInWorkerd } = await import('./start.mjs');

const results = {
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
if (values.json) console.log(JSON.stringify(results, null, 2));
else for (const [title, rows] of Object.entries(results)) print(title, rows);

async function sizes() {
  const rows = Object.entries(PROGRAMS).map(async ([name, program]) => ({
    name,
    brotliBytes: brotli(await bundled(program)),
  }));
  return Promise.all(rows);
}

// Each figure with its ratio to the first row's.
function print(title, rows) {
  const columns = Object.keys(COLUMNS).filter((column) => column in rows[0]);
  const cell = (row, column) => {
    const digits = column !== 'brotliBytes' && rows[0][column] < 100 ? 1 : 0;
    return `${row[column].toFixed(digits)} (${(row[column] / rows[0][column]).toFixed(2)} ×)`.padStart(
      18,
    );
  };
  console.log(`\n${title}\n${columns.map((column) => COLUMNS[column].padStart(18)).join('')}`);
  for (const row of rows)
    console.log(`${columns.map((column) => cell(row, column)).join('')}  ${row.name}`);
}
