/**
 * Writes the table of runtimes into the README, from the results of the latest `npm test`.
 *
 *     node scripts/runtimes-table.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from '../tests/runtimes/table.mjs';
import { isMain, ROOT } from './process.mjs';

/** The results of the latest run. */
export const ROWS = join(ROOT, '.setup/runtimes.json');
const README = join(ROOT, 'README.md');
const PLACE = /(?<=<!-- runtimes -->\n).*?(?=<!-- \/runtimes -->)/s;

/**
 * @param {import('../tests/runtimes/matrix.mjs').Row[]} rows
 * @returns {string[]} the runtimes, ways and entries that are only in the rows or only in the README. Versions
 *   do not count, but the number of versions of a runtime does
 */
export function differences(rows) {
  const [table] = readFileSync(README, 'utf8').match(PLACE) ?? [''];
  const there = [...table.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|/gm)].slice(1).map(keyOf);
  const here = rows.map(({ runtime, way, entry }) => keyOf([undefined, runtime, way, entry]));
  return [...without(there, here), ...without(here, there)];
}

function without(keys, others) {
  const left = [...others];
  return keys.filter((key) => {
    const index = left.indexOf(key);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function keyOf([, runtime, way, entry]) {
  return `${runtime.replace(/ [\d.]+$/, '')}, ${way}, ${entry}`;
}

if (isMain(import.meta.url)) {
  const rows = JSON.parse(readFileSync(ROWS, 'utf8'));
  const table = markdownTable(rows);
  const readme = readFileSync(README, 'utf8');
  writeFileSync(README, readme.replace(PLACE, () => `${table}\n`));
}
