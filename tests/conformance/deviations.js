/** The table of deviations from both of AWS's SDKs, `tests/data/deviations.json`. */
import { readFileSync } from 'node:fs';

const TABLE = new URL('../data/deviations.json', import.meta.url);

/** @type {{ suite: string, case: string, ours: string, reason: string }[]} */
export const ROWS = JSON.parse(readFileSync(TABLE, 'utf8')).rows;

/** @param {string} suite @returns {typeof ROWS} its rows */
export function deviations(suite) {
  return ROWS.filter((row) => row.suite === suite);
}
