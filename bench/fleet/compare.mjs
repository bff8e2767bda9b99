/**
 * patchlens and its peers over the same data: all of them alive at once, asked in turn. An answer
 * that differs from the others' ends the run.
 */
import { isDeepStrictEqual } from 'node:util';
import { median } from '../measure.mjs';
import { questions } from './asked.mjs';
import { ContenderProcess } from './contender-process.mjs';

/** A question that takes longer than this is not asked again. */
const SLOW_MS = 3000;

/**
 * @typedef {object} Comparison
 * @property {string} title
 * @property {Record<string, number>} values by contender
 * @property {Record<string, number>} ratios to the first contender, paired by round
 */

/**
 * @param {import('./data.mjs').FleetData} data
 * @param {string[]} names of contenders, the one to compare with first
 * @param {number} rounds
 * @returns {Promise<Comparison[]>}
 */
export async function compared(data, names, rounds) {
  const contenders = [];
  try {
    // One after another: loading takes a processor of its own.
    for (const name of names) contenders.push(await ContenderProcess.start(name, data.sizes));
    const asked = [];
    for (const question of questions(data)) {
      asked.push(await askedInTurn(contenders, question, rounds));
    }
    return [...asked, ...(await others(contenders))];
  } finally {
    for (const contender of contenders) contender.end();
  }
}

/** @returns {Comparison[]} with the ratios to the first of the names */
function comparison(title, times) {
  const [first] = times.values();
  const values = {};
  const ratios = {};
  for (const [name, list] of times) {
    values[name] = median(list);
    ratios[name] = median(list.map((value, round) => value / (first[round] ?? median(first))));
  }
  return { title, values, ratios };
}

async function askedInTurn(contenders, { name, title, variants }, rounds) {
  const times = new Map(contenders.map((it) => [it.name, []]));
  const isSlow = (list) => Math.max(...list) > SLOW_MS;
  // The first round warms the caches of all alike.
  for (let round = -1; round < rounds; round += 1) {
    const input = variants[(round + variants.length) % variants.length];
    const answers = [];
    for (const contender of contenders) {
      const list = times.get(contender.name);
      if (isSlow(list)) continue;
      const { ms, answer } = await contender.ask(name, input);
      answers.push({ name: contender.name, answer });
      if (round >= 0 || ms > SLOW_MS) list.push(ms);
    }
    checkEqual(title, input, answers);
  }
  return comparison(`${title}, ms`, times);
}

async function others(contenders) {
  const times = (value) => new Map(contenders.map((it) => [it.name, [value(it.loaded)]]));
  const snapshots = new Map();
  for (const contender of contenders.filter((it) => it.loaded.hasSnapshot)) {
    snapshots.set(contender.name, [(await contender.snapshot()).bytes / 1e6]);
  }
  return [
    comparison(
      'load from JSON, s',
      times((it) => it.loadMs / 1000),
    ),
    comparison(
      'memory: growth of the process, MB',
      times((it) => it.memoryBytes / 2 ** 20),
    ),
    comparison('snapshot, MB', snapshots),
  ];
}

function checkEqual(title, input, answers) {
  const [first, ...rest] = answers;
  const other = rest.find(({ answer }) => !isDeepStrictEqual(answer, first.answer));
  if (!other) return;
  const text = ({ name, answer }) => `${name}: ${JSON.stringify(answer).slice(0, 2000)}`;
  throw new Error(
    `Different answers to "${title}" ${JSON.stringify(input)}:\n${text(first)}\n${text(other)}`,
  );
}
