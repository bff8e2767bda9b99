/**
 * The watch in miniflare: how much of the rate of a scope its runs use, what a run costs after a few
 * changes, and how a large fleet is answered.
 *
 *     node bench/watch.mjs rate                     three scopes of 1,000 nodes with 25 open patches each
 *     node bench/watch.mjs rate --nodes 10000
 *     node bench/watch.mjs large                    100,000 nodes with 5 open patches each, in D1 and R2
 *     node bench/watch.mjs --json FILE              everything; the figures also as JSON
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { setUp } from '../scripts/setup.mjs';

const PARTS = {
  rate: async (size) => {
    const { ranTwice, ratesText } = await import('./watch/rate.mjs');
    const results = await ranTwice(size);
    return { results, text: ratesText(results) };
  },
  large: async () => {
    const { largeText, measuredLarge } = await import('./watch/large.mjs');
    const results = await measuredLarge();
    return { results, text: largeText(results) };
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    nodes: { type: 'string', default: '1000' },
    open: { type: 'string', default: '25' },
    'slice-requests': { type: 'string', default: '200' },
    json: { type: 'string' },
  },
});
const size = {
  nodes: wholeNumber(values.nodes),
  open: wholeNumber(values.open),
  sliceRequests: wholeNumber(values['slice-requests']),
};
const parts = positionals.length > 0 ? positionals : Object.keys(PARTS);
const unknown = parts.filter((name) => !(name in PARTS));
if (unknown.length > 0) throw new TypeError(`unknown part ${unknown}; there are ${Object.keys(PARTS)}`);
await setUp({ build: true });

const all = { machine: machine() };
console.log(all.machine);
for (const name of parts) {
  const { results, text } = await PARTS[name](size);
  all[name] = results;
  console.log(text);
  // After each part: a later one may fail.
  if (values.json) writeFileSync(values.json, `${JSON.stringify(all, null, 2)}\n`);
}

function machine() {
  const { version } = JSON.parse(readFileSync(new URL('../node_modules/workerd/package.json', import.meta.url)));
  return `${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}, workerd ${version}`;
}

function wholeNumber(text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new TypeError(`"${text}" is not a whole number above 0.`);
}
