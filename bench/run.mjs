/**
 * patchlens and its peers, side by side in one process: `npm run bench`, `-- --json` for machines.
 * Ratios travel between machines; the absolute figures are this one's.
 */
import { parseArgs } from 'node:util';
import { setUp } from '../scripts/setup.mjs';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
await setUp({ build: true });

const { brotli, bundled, PROGRAMS } = await import('./bundled.mjs');
const { callContenders } = await import('./calls.mjs');
const { cpuPerCall } = await import('./measure.mjs');
const { signingContenders } = await import('./signing.mjs');

const results = {
  'describeInstancePatches, 100 patches, stubbed fetch (µs of CPU)': await cpuPerCall(callContenders(), {
    rounds: 15,
    calls: 200,
    warmUp: 1000,
  }),
  'signing one request (µs of CPU)': await cpuPerCall(signingContenders(), {
    rounds: 15,
    calls: 1000,
    warmUp: 5000,
  }),
  'download, bundled and minified (bytes after brotli)': await sizes(),
};
if (values.json) console.log(JSON.stringify(results, null, 2));
else for (const [title, rows] of Object.entries(results)) print(title, rows);

async function sizes() {
  const rows = Object.entries(PROGRAMS).map(async ([name, program]) => ({
    name,
    bytes: brotli(await bundled(program)),
  }));
  return Promise.all(rows);
}

function print(title, rows) {
  const figure = (row) => row.micros ?? row.bytes;
  const digits = rows.some(({ micros }) => micros < 100) ? 1 : 0;
  console.log(`\n${title}`);
  for (const row of rows) {
    const times = (figure(row) / figure(rows[0])).toFixed(2);
    console.log(`${figure(row).toFixed(digits).padStart(10)}  ${times.padStart(7)} ×  ${row.name}`);
  }
}
