/**
 * patchlens and its peers, side by side. Ratios are comparable between machines; absolute figures
 * are not.
 *
 *     npm run bench                                   everything
 *     npm run bench -- questions --nodes 5000         a part, over a smaller fleet
 *     npm run bench -- --without arquero --json FILE  the figures also as JSON
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setUp } from '../scripts/setup.mjs';
import { options } from './fleet/options.mjs';

/** What is measured, loaded when it is wanted, with its text. */
const PARTS = {
  client: async () => {
    const { clientResults, clientText } = await import('./client.mjs');
    const results = await clientResults();
    return { results, text: clientText(results) };
  },
  decode: async ({ sizes, without }) => {
    const { decoded, decodingText } = await import('./fleet/decode.mjs');
    const results = await decoded(await dataOf(sizes), without);
    return { results, text: results.map(decodingText).join('\n') };
  },
  questions: async ({ sizes, without, rounds }) => {
    const { questioned, questionsText } = await import('./fleet/questions.mjs');
    const results = await questioned(await dataOf(sizes), { without, rounds });
    return { results, text: questionsText(results) };
  },
  scan: async ({ sizes, without }) => {
    const { scanned, scanText } = await import('./fleet/scan.mjs');
    const results = await scanned(sizes, without);
    return { results, text: scanText(results) };
  },
  sizes: async ({ without }) => {
    const { fleetSizes, sizesText } = await import('./fleet/sizes.mjs');
    const results = await fleetSizes(without);
    return { results, text: sizesText(results) };
  },
};

const chosen = options();
const parts = chosen.parts.length > 0 ? chosen.parts : Object.keys(PARTS);
const unknown = parts.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  throw new TypeError(`unknown part ${unknown}; there are ${Object.keys(PARTS)}`);
}
await setUp({ build: true, browser: true });
if (parts.some((name) => name !== 'client')) await installPeers();

const all = { machine: `${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}` };
console.log(all.machine);
for (const name of parts) {
  const { results, text } = await PARTS[name](chosen);
  all[name] = results;
  console.log(text);
  // After each part: a later one may fail.
  if (chosen.json) writeFileSync(chosen.json, `${JSON.stringify(all, null, 2)}\n`);
}

async function dataOf(sizes) {
  return (await import('./fleet/data.mjs')).fleetData(sizes);
}

async function installPeers() {
  return (await import('./fleet/peers/install.mjs')).installPeers();
}
