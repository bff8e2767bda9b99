/**
 * Runs the suite in every runtime and for each way to use the package there.
 *
 *     node tests/runtimes/matrix.mjs [name …]     only these cells, such as deno or node22
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packed } from '../../scripts/packed.mjs';
import { isMain, ROOT } from '../../scripts/process.mjs';
import * as bundlers from './bundlers/cells.mjs';
import * as bun from './cells/bun.mjs';
import * as chromium from './cells/chromium.mjs';
import * as deno from './cells/deno.mjs';
import * as edgeLight from './cells/edge-light.mjs';
import * as endurance from './cells/endurance.mjs';
import * as firefox from './cells/firefox.mjs';
import * as node from './cells/node.mjs';
import * as webkit from './cells/webkit.mjs';
import * as workerd from './cells/workerd.mjs';
import { startService } from './service.mjs';
import { printTable } from './table.mjs';

/** How many cells run at a time; most of the time they wait. */
const AT_ONCE = 2;
/** @type {Record<string, Family[]>} by the part of `npm test` that runs them */
export const GROUPS = {
  runtimes: [node, deno, bun, workerd, edgeLight, chromium, firefox, webkit, endurance],
  bundlers: [bundlers],
};
const FAMILIES = Object.values(GROUPS).flat();

/**
 * The place where a cell runs.
 * @typedef {object} Place
 * @property {string} folder with the package, installed from its tarball, and the suite in `suite`
 * @property {string} url of the service
 *
 * @typedef {object} Cell
 * @property {string} name of the runtime, as `--without` takes it
 * @property {string[]} [needs] names of other runtimes that the cell needs
 * @property {string} way how the package gets there
 * @property {() => string | Promise<string>} runtime name and version; throws, with the reason, if the
 *   runtime is not installed
 * @property {boolean} [isQuick] whether `--quick` runs the cell
 * @property {(place: Place) => Promise<import('../js/suite/index.js').Result[]>} run
 *
 * Cells that belong together; `close` ends what they share.
 * @typedef {{ cells: Cell[], close?: () => Promise<void> }} Family
 *
 * @typedef {{ runtime: string, way: string, passed: number, failures: string[], ms: number }} Row
 */

/**
 * @param {{ isWanted?: (cell: Cell) => boolean, families?: Family[] }} [options]
 * @returns {Promise<Row[]>} one for each wanted cell; if the runtime is not installed, with a failure
 *   that says how to get it
 * @throws if the package cannot be packed
 */
export async function runMatrix({ isWanted = () => true, families = FAMILIES } = {}) {
  const place = await prepared();
  const service = await startService();
  try {
    const wanted = families.flatMap(({ cells }) => cells).filter(isWanted);
    return await inTurn(wanted, (cell) => rowOf(cell, { ...place, url: service.url }));
  } finally {
    for (const { close } of families) await close?.();
    await service.close();
  }
}

/** @returns {string[]} the names that `--without` takes */
export function namesIn(families = FAMILIES) {
  return [...new Set(families.flatMap(({ cells }) => cells).map(({ name }) => name))];
}

async function prepared() {
  const { folder } = await packed();
  const suite = join(folder, 'suite');
  rmSync(suite, { recursive: true, force: true });
  cpSync(join(ROOT, 'tests/js/suite'), suite, { recursive: true });
  return { folder };
}

async function inTurn(cells, work) {
  const rows = [];
  let next = 0;
  async function lane() {
    while (next < cells.length) {
      const index = next;
      next += 1;
      rows[index] = await work(cells[index]);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return rows;
}

/** @returns {Promise<Row>} */
async function rowOf({ name, way, runtime, run }, place) {
  const start = performance.now();
  let title = name;
  let results;
  try {
    title = await runtime();
    results = await resultsOf(run, place);
  } catch (error) {
    results = [{ name, ok: false, message: `${error.message}\n${howTo(name)}` }];
  }
  const passed = results.filter(({ ok }) => ok).length;
  const failures = results.filter(({ ok }) => !ok).map((it) => `${it.name}: ${it.message}`);
  console.log(`${title}, ${way}: ${passed} passed, ${failures.length} failed`);
  for (const { name: what, figures } of results) if (figures) console.log(`  ${what}: ${figures}`);
  return { runtime: title, way, passed, failures, ms: Math.round(performance.now() - start) };
}

/** Never empty: a cell that ran no test has failed. */
async function resultsOf(run, place) {
  try {
    const list = await run(place);
    return list.length > 0 ? list : [{ name: 'the suite', ok: false, message: 'ran no test' }];
  } catch (error) {
    return [{ name: 'the suite', ok: false, message: error.message }];
  }
}

function howTo(name) {
  return (
    '`npm run build -- --tests` gets it, which needs the network; ' +
    `\`npm test -- --without ${name}\` leaves it out.`
  );
}

if (isMain(import.meta.url)) {
  const names = process.argv.slice(2);
  const isWanted = ({ name }) => names.length === 0 || names.includes(name);
  const rows = await runMatrix({ isWanted });
  printTable(rows);
  const failures = rows.flatMap(({ runtime, way, failures: list }) =>
    list.map((failure) => `${runtime}, ${way}: ${failure}`),
  );
  for (const failure of failures) console.error(`✗ ${failure}`);
  process.exitCode = failures.length === 0 && rows.length > 0 ? 0 : 1;
}
