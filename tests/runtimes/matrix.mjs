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
const ENTRIES = ['patchlens', 'patchlens/fleet'];

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
 * @property {string[]} [entries] of the package that it tests, each with a row of its own; default all
 * @property {(place: Place) => Promise<import('../js/suite/index.js').Result[]>} run
 *
 * Cells that belong together; `close` ends what they share.
 * @typedef {{ cells: Cell[], close?: () => Promise<void> }} Family
 *
 * @typedef {{ runtime: string, way: string, entry: string, passed: number, failures: string[],
 *   ms: number }} Row
 */

/**
 * @param {{ isWanted?: (cell: Cell) => boolean, families?: Family[] }} [options]
 * @returns {Promise<Row[]>} one for each wanted cell and entry; if the runtime is not installed, with a
 *   failure that says how to get it
 * @throws if the package cannot be packed
 */
export async function runMatrix({ isWanted = () => true, families = FAMILIES } = {}) {
  const place = await prepared();
  const service = await startService();
  try {
    const wanted = families.flatMap(({ cells }) => cells).filter(isWanted);
    const rows = await inTurn(wanted, (cell) => rowsOf(cell, { ...place, url: service.url }));
    return rows.flat();
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

/** @returns {Promise<Row[]>} one for each entry */
async function rowsOf({ name, way, runtime, run, entries = ENTRIES }, place) {
  const start = performance.now();
  let title = name;
  let results;
  try {
    title = await runtime();
    results = await run(place);
  } catch (error) {
    const message = title === name ? `${error.message}\n${howTo(name)}` : error.message;
    results = entries.map((entry) => ({ name: title, ok: false, message, entry }));
  }
  const ms = Math.round(performance.now() - start);
  return entries.map((entry) => {
    const list = results.filter((it) => (it.entry ?? ENTRIES[0]) === entry);
    return rowOf({ runtime: title, way, entry, ms }, list);
  });
}

/** Never without results: a row of no test has failed. */
function rowOf(row, results) {
  const list = results.length > 0 ? results : [{ name: row.entry, ok: false, message: 'ran no test' }];
  const passed = list.filter(({ ok }) => ok).length;
  const failures = list.filter(({ ok }) => !ok).map((it) => `${it.name}: ${it.message}`);
  console.log(`${titleOf(row)}: ${passed} passed, ${failures.length} failed`);
  for (const { name, figures } of list) if (figures) console.log(`  ${name}: ${figures}`);
  return { ...row, passed, failures };
}

/** @param {Row} row */
export function titleOf({ runtime, way, entry }) {
  return `${runtime}, ${way}, ${entry}`;
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
  const failures = rows.flatMap((row) => row.failures.map((it) => `${titleOf(row)}: ${it}`));
  for (const failure of failures) console.error(`✗ ${failure}`);
  process.exitCode = failures.length === 0 && rows.length > 0 ? 0 : 1;
}
