/**
 * Pages into the store, against JSON.parse of the same text, and against JSON.parse into typed
 * columns. Each round's pages are of nodes not seen before; the patches are known after the first.
 *
 *     node bench/fleet/decode.mjs [--without patchlens]
 */
import { isMain } from '../../scripts/process.mjs';
import { median } from '../measure.mjs';
import { figure, tableText } from '../table.mjs';
import { fleetData } from './data.mjs';
import { options } from './options.mjs';
import { CONTENDERS } from './peers/contenders.mjs';
import { Growing } from './peers/columns.mjs';
import { StateColumns } from './peers/state-columns.mjs';

const ROUNDS = 15;
const FIGURES = ['micros', 'megabytesPerSecond', 'timesParse'];
/** The kinds of pages with what the store has to reach, as a multiple of JSON.parse. */
const KINDS = [
  { kind: 'patches-100', title: 'pages of 100 patches', target: 2.5 },
  { kind: 'patches-25', title: 'pages of 25 patches', target: 2 },
  { kind: 'states', title: 'pages of 50 patch states', target: 1.5 },
];

/**
 * @typedef {object} Decoding
 * @property {string} title
 * @property {number} target
 * @property {{ name: string, micros: number, megabytesPerSecond: number, timesParse: number }[]} rows
 *   medians per page; `timesParse` is the median of the ratios of each round
 */

/**
 * @param {import('./data.mjs').FleetData} data
 * @param {string[]} without names of contenders to leave out
 * @returns {Promise<Decoding[]>}
 */
export async function decoded(data, without) {
  const results = [];
  for (const { kind, title, target } of KINDS) {
    const pages = [...data.pages(kind)].slice(0, 600);
    const readers = await readersOf(kind, pages, without);
    results.push({ title, target, rows: inTurn(readers, pages) });
  }
  return results;
}

/** @returns {string} */
export function decodingText({ title, target, rows }) {
  const verdict = ({ name, timesParse }) => {
    if (name !== 'patchlens') return '';
    return timesParse >= target ? 'met' : 'MISSED';
  };
  const cells = (it) => [...FIGURES.map((key) => figure(it[key])), verdict(it)];
  const lines = rows.map((row) => ({ name: row.name, cells: cells(row) }));
  const header = ['µs a page', 'MB/s', '× JSON.parse', 'verdict'];
  return tableText(`decoding ${title}; target: ${target} × JSON.parse`, header, lines);
}

async function readersOf(kind, pages, without) {
  const texts = pages.map(({ body }) => new TextDecoder().decode(body));
  const readers = new Map([
    ['JSON.parse of a text', () => texts.forEach((text) => JSON.parse(text))],
    ['TextDecoder and JSON.parse into typed columns', columnsReader(kind, pages)],
  ]);
  if (!without.includes('patchlens')) {
    readers.set('patchlens', storeReader(await CONTENDERS.patchlens(), kind, pages));
  }
  return readers;
}

function columnsReader(kind, pages) {
  const columns = kind === 'states' ? new StateColumns() : new Growing();
  let node = 0;
  return () => {
    for (const { body, readAt } of pages) columns.add(body, readAt, node++);
  };
}

function storeReader({ newFleet, ingest }, kind, pages) {
  const fleet = newFleet();
  const operation = kind === 'states' ? 'DescribeInstancePatchStates' : 'DescribeInstancePatches';
  let node = 0;
  const input = ({ instanceIds }) =>
    kind === 'states' ? { InstanceIds: instanceIds } : { InstanceId: instanceId(node++) };
  return () => {
    for (const page of pages) ingest(fleet, operation, input(page), page);
  };
}

function instanceId(number) {
  return `i-${number.toString(16).padStart(17, '0')}`;
}

function inTurn(readers, pages) {
  const times = new Map([...readers.keys()].map((name) => [name, []]));
  for (let round = -2; round < ROUNDS; round += 1) {
    for (const [name, read] of readers) {
      const start = performance.now();
      read();
      if (round >= 0) times.get(name).push(performance.now() - start);
    }
  }
  const bytes = pages.reduce((sum, { body }) => sum + body.length, 0);
  const [parse] = times.values();
  return [...times].map(([name, list]) => ({
    name,
    micros: (median(list) * 1000) / pages.length,
    megabytesPerSecond: bytes / median(list) / 1000,
    timesParse: median(list.map((ms, round) => parse[round] / ms)),
  }));
}

if (isMain(import.meta.url)) {
  const { sizes, without } = options();
  for (const result of await decoded(fleetData(sizes), without)) console.log(decodingText(result));
}
