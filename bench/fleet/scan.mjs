/**
 * A scan of 10,000 nodes with their open patches, over HTTP from a server with canned answers: each
 * client in a process of its own, in turn. Equal requests, equal concurrency, equal results.
 *
 *     node bench/fleet/scan.mjs [--nodes 1000] [--without patchlens]
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { isMain } from '../../scripts/process.mjs';
import { median } from '../measure.mjs';
import { tableText, withRatio } from '../table.mjs';
import { fleetData } from './data.mjs';
import { options } from './options.mjs';
import { installPeers } from './peers/install.mjs';
import { reply } from './reply.mjs';
import { SCANNERS } from './scan/scanners.mjs';

const SIZES = { nodes: 10_000 };
const ROUNDS = 3;
const LIMIT_MS = 180_000;
/** How the requests of the scan itself are told from what else a client asks. */
const COUNTED = ['DescribeInstancePatchStates', 'DescribeInstancePatches'];

/**
 * @typedef {object} Scan
 * @property {string} name
 * @property {number} cpuMs of the client's process
 * @property {number} wallMs
 * @property {number} peakBytes resident
 * @property {number} requests
 */

/**
 * @param {{ nodes?: number }} sizes
 * @param {string[]} without names of clients to leave out
 * @returns {Promise<Scan[]>} medians
 */
export async function scanned(sizes, without) {
  const names = Object.keys(SCANNERS).filter((name) => !without.includes(name));
  const wanted = { ...SIZES, ...sizes };
  fleetData(wanted);
  const server = start('scan/server.mjs', [JSON.stringify(wanted)]);
  try {
    const { port } = await reply(server, 'the server', LIMIT_MS);
    const args = [`http://127.0.0.1:${port}`, JSON.stringify(wanted)];
    return await inTurn(server, names, args);
  } finally {
    server.kill('SIGKILL');
  }
}

/** @returns {string} */
export function scanText(scans) {
  const [first] = scans;
  const ratio = (row, key, unit) => withRatio(row[key] / unit, row[key] / first[key]);
  const rows = scans.map((it) => ({
    name: it.name,
    cells: [
      ratio(it, 'cpuMs', 1000),
      ratio(it, 'wallMs', 1000),
      ratio(it, 'peakBytes', 2 ** 20),
      String(it.requests),
    ],
  }));
  return tableText(
    'scanning a fleet over HTTP on this machine',
    ['s CPU', 's clock', 'MB at most', 'requests'],
    rows,
  );
}

async function inTurn(server, names, args) {
  const runs = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) runs.get(name).push(await oneScan(server, name, args));
    checkEqual([...runs].map(([name, list]) => ({ name, ...list.at(-1) })));
  }
  const middle = (list, key) => median(list.map((it) => it[key]));
  return [...runs].map(([name, list]) => ({
    name,
    cpuMs: middle(list, 'cpuMs'),
    wallMs: middle(list, 'wallMs'),
    peakBytes: middle(list, 'peakBytes'),
    requests: Object.values(list[0].asked).reduce((a, b) => a + b),
  }));
}

async function oneScan(server, name, args) {
  const client = start('scan/client.mjs', [name, ...args]);
  try {
    const measured = await reply(client, name, LIMIT_MS);
    server.send('asked');
    return { ...measured, asked: await reply(server, 'the server', LIMIT_MS) };
  } finally {
    client.kill('SIGKILL');
  }
}

function checkEqual(scans) {
  const facts = ({ found, asked }) => ({ found, asked: COUNTED.map((name) => asked[name]) });
  const [first, ...rest] = scans;
  const other = rest.find((it) => !isDeepStrictEqual(facts(it), facts(first)));
  if (!other) return;
  const text = (it) => `${it.name}: ${JSON.stringify(facts(it))}`;
  throw new Error(`The scans differ:\n${text(first)}\n${text(other)}`);
}

function start(file, args) {
  const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, { env });
}

if (isMain(import.meta.url)) {
  const { sizes, without } = options();
  await installPeers();
  console.log(scanText(await scanned(sizes, without)));
}
