/**
 * The page with a large fleet in its store, in Chromium: how long a person waits for a view and for a
 * letter in a filter, how smoothly tables scroll, and what the page keeps in memory.
 *
 *     npm run bench:page [-- --nodes 5000] [--rounds 7] [--json FILE] [--profile DIRECTORY]
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { setUp } from '../scripts/setup.mjs';
import { fleetData } from './fleet/data.mjs';
import { figure, tableText } from './table.mjs';

const { values } = parseArgs({
  options: {
    nodes: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    json: { type: 'string' },
    profile: { type: 'string' },
  },
});
await setUp({ build: true, browser: true });
const data = fleetData(values.nodes === undefined ? {} : { nodes: Number(values.nodes) });
const { savedFleet } = await import('./web-page/saved-fleet.mjs');
const { measured } = await import('./web-page/measured.mjs');

const file = savedFleet(data);
const options = { rounds: Number(values.rounds), profile: values.profile };
const load = () => loadavg()[0].toFixed(1);
const machine = `${cpus().length} × ${cpus()[0].model}, load ${load()} before`;
const figures = await measured(file, options);
const { nodes } = data.sizes;
console.log(`${machine} and ${load()} after`);
console.log(tableText(
  `the page with ${nodes.toLocaleString('en')} nodes × 25 open patches`,
  ['measured', 'target', 'verdict'],
  figures.map(({ title, unit, value, target, isMet }) => ({
    name: `${title}, ${unit}`,
    cells: [figure(value), figure(target), isMet === undefined ? '' : isMet ? 'met' : 'MISSED'],
  })),
));
if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
