/** The options of the simulator for a sample fleet that has a past. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleOptions, startOf } from '../www/sample/fleet.js';
import { ROOT } from './process.mjs';

const DAY_MS = 86_400_000;
/** How many days the sample fleet has behind it. */
export const SAMPLE_DAYS = 12;

/** The sample fleet of today, to which the history of the built page leads. */
export function sampleOfToday() {
  const index = JSON.parse(readFileSync(join(ROOT, 'www/dist/history/index.json'), 'utf8'));
  return sampleOptions(startOf(index), Date.now());
}

/**
 * The options of a simulator whose fleets have so many days behind them, up to now. A fleet whose day
 * or start is given keeps it.
 *
 * @param {import('../simulator/settings.js').SimulatorOptions} options with `fleet` or `scopes`
 * @param {number} [days]
 * @param {number} [now] milliseconds since the epoch
 */
export function withPast(options, days = SAMPLE_DAYS, now = Date.now()) {
  const start = now - days * DAY_MS;
  return ofEachFleet(options, (fleet) => {
    const isPlaced = Boolean(fleet.day) || fleet.start !== undefined;
    return isPlaced ? fleet : { ...fleet, day: days, start };
  });
}

/** The same options, with what `change` makes of each fleet. */
export function ofEachFleet({ scopes, fleet, ...options }, change) {
  if (scopes === undefined) return { ...options, fleet: change(fleet) };
  return { ...options, scopes: scopes.map((scope) => ({ ...scope, fleet: change(scope.fleet) })) };
}
