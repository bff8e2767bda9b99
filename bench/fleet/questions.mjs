/**
 * The questions that users ask of a fleet: patchlens beside its peers, and its targets, in Node and
 * in Chromium.
 *
 *     node bench/fleet/questions.mjs [--nodes 5000] [--without patchlens,arquero] [--rounds 7]
 */
import { isMain } from '../../scripts/process.mjs';
import { figure, tableText, withRatio } from '../table.mjs';
import { feltInChromium } from './chromium.mjs';
import { compared } from './compare.mjs';
import { fleetData } from './data.mjs';
import { options } from './options.mjs';
import { CONTENDERS } from './peers/contenders.mjs';
import { installPeers } from './peers/install.mjs';
import { atLeast, targetsText, within } from './target.mjs';

/** How many times faster than the best peer an answer has to be. */
const AHEAD = { default: 3, 'free text, ms': 1.2 };

/**
 * @typedef {object} Questioned
 * @property {string[]} names of the contenders
 * @property {import('./compare.mjs').Comparison[]} comparisons
 * @property {{ title: string, list: import('./target.mjs').Target[] }[]} targets none if patchlens
 *   is left out
 */

/**
 * @param {import('./data.mjs').FleetData} data
 * @param {{ without: string[], rounds: number }} options
 * @returns {Promise<Questioned>}
 */
export async function questioned(data, { without, rounds }) {
  const names = Object.keys(CONTENDERS).filter((name) => !without.includes(name));
  const comparisons = names.length > 0 ? await compared(data, names, rounds) : [];
  if (!names.includes('patchlens')) return { names, comparisons, targets: [] };
  return { names, comparisons, targets: await allTargets(data, rounds, comparisons) };
}

/** @param {Questioned} result @returns {string} */
export function questionsText({ names, comparisons, targets }) {
  const rows = comparisons.map(({ title, values, ratios }) => ({
    name: title,
    cells: names.map((name) => withRatio(values[name], ratios[name])),
  }));
  const peers = tableText('questions, asked in turn', names, rows);
  return [peers, ...targets.map(({ title, list }) => targetsText(title, list))].join('\n');
}

async function allTargets(data, rounds, comparisons) {
  const { targets } = await import('./targets.mjs');
  const inNode = await targets(data, rounds);
  const inChromium = await feltInChromium(inNode.snapshot, rounds);
  const { scale } = inChromium.calibration;
  const list = inChromium.rows.map((it) => within(it, scale));
  return [
    { title: `targets in Node${sum(inNode.calibration)}`, list: inNode.targets },
    { title: `targets in Chromium${sum(inChromium.calibration)}`, list },
    { title: 'ahead of the best peer', list: ahead(comparisons) },
  ];
}

function ahead(comparisons) {
  return comparisons
    .filter(({ title, ratios }) => title.endsWith(', ms') && Object.keys(ratios).length > 1)
    .map(({ title, ratios: { patchlens, ...peers } }) => {
      const best = Math.min(...Object.values(peers));
      return atLeast(title.replace(', ms', ''), 'times', best, AHEAD[title] ?? AHEAD.default);
    });
}

function sum({ sumMs }) {
  return `, where the sum of the calibration takes ${figure(sumMs)} ms`;
}

if (isMain(import.meta.url)) {
  const { sizes, without, rounds } = options();
  await installPeers();
  const result = await questioned(fleetData(sizes), { without, rounds });
  console.log(questionsText(result));
}
