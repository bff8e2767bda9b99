/**
 * A history of the sample fleet: one snapshot for each of its past days, and their index, in the
 * format of docs/history.md.
 *
 *     node scripts/sample-history.mjs --out FOLDER [--nodes 1000] [--seed 1] [--days 12]
 *
 * The fleet of this command has one Region and no account; that of the built page has three scopes.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { isMain } from './process.mjs';
import { SAMPLE_DAYS, withPast } from './sample-fleet.mjs';

/**
 * Makes a snapshot of each of the last days before the present one.
 *
 * @param {object} asked
 * @param {import('../simulator/settings.js').SimulatorOptions} asked.options of the simulator, as
 *   `withPast` returns them
 * @param {number} [asked.days] how many snapshots, at most as many as the fleet has days
 * @param {number} [asked.now] milliseconds since the epoch
 * @param {string} [asked.out] a folder to write; what was in it is deleted
 * @param {boolean} [asked.background] whether the process may end before it is done
 * @returns {Promise<Map<string, Uint8Array>>} the files of the folder
 */
export async function sampleHistory({ options, days = SAMPLE_DAYS, now, out, background = false }) {
  const worker = new Worker(new URL('sample-history-worker.mjs', import.meta.url), {
    workerData: { options, days, present: now ?? Date.now() },
  });
  if (background) worker.unref();
  const files = await resultOf(worker);
  if (out !== undefined) await write(files, out);
  return files;
}

function resultOf(worker) {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The sample history ended with code ${code}`)));
  });
}

async function write(files, folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // The index comes last in the map: it names no file that is not there yet.
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
}

/**
 * Answers requests under `/history/` from a history that is made in the background. Requests wait for
 * it; without it they are not found.
 *
 * @param {Parameters<typeof sampleHistory>[0]} asked
 * @returns {(path: string, response: import('node:http').ServerResponse) => Promise<void>}
 */
export function historySite(asked) {
  const made = sampleHistory({ ...asked, background: true }).catch((error) => {
    console.error(`No history of the sample fleet: ${error.message}`);
    return new Map();
  });
  return async (path, response) => {
    const name = path.slice('/history/'.length);
    const bytes = (await made).get(name);
    if (!bytes) return void response.writeHead(404).end('Not found');
    const type = name.endsWith('.json') ? 'application/json' : 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(bytes);
  };
}

async function main() {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      nodes: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      days: { type: 'string', default: String(SAMPLE_DAYS) },
    },
  });
  if (values.out === undefined) throw new Error('--out: name the folder');
  const [nodes, seed, days] = ['nodes', 'seed', 'days'].map((name) => Number(values[name]));
  const options = withPast({ fleet: { nodes, seed } }, days);
  const files = await sampleHistory({ options, days, out: values.out });
  console.log(`${files.size - 1} snapshots in ${values.out}`);
}

if (isMain(import.meta.url)) await main();
