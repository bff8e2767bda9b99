import { mixOf, requireShare } from './mix.js';

/** How many nodes are stopped, by default, for each that is not. */
const STOPPED_SHARE = 0.03;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * @typedef {object} FleetOptions
 * @property {number} [nodes] how many nodes that are not stopped, default 1,000
 * @property {number} [stopped] how many stopped nodes in addition; 3 % of `nodes` by default
 * @property {number} [seed] which fleet, default 1
 * @property {number} [day] how many days have passed since the start, default 0
 * @property {number | Date} [start] the instant of day 0 that all timestamps are relative to, in
 *   milliseconds; by default so that the day is now
 * @property {number} [scanShare] the share of nodes that are scanned each day, default 1
 * @property {number} [turnover] the share of nodes that go each day, and as many come; default 0.003
 * @property {string} [region] only for host names
 * @property {keyof typeof import('./mix.js').MIXES} [mix] `plain` by default; `realistic` also has
 *   systems past their end of life, nodes that only an association scans, and baselines with
 *   approval delays
 * @property {number} [endOfLife] the share of the first of these, in place of the mix's
 * @property {number} [associationOnly] the share of the second
 * @property {number} [approveAfterDays] how many days the baselines of `prod` wait
 */

/**
 * Checks the options of a fleet and fills in the defaults.
 * @param {FleetOptions} options
 * @throws {TypeError}
 */
export function fleetOptions({
  nodes = 1000,
  stopped = Math.floor(nodes * STOPPED_SHARE),
  seed = 1,
  day = 0,
  start = Date.now() - day * DAY_MS,
  scanShare = 1,
  turnover = 0.003,
  region = 'us-east-1',
  mix,
  ...changes
}) {
  for (const [name, value] of Object.entries({ nodes, stopped, seed, day })) {
    requireInteger(name, value);
  }
  requireShare('scanShare', scanShare);
  requireShare('turnover', turnover);
  const startedAt = new Date(start);
  return {
    size: nodes,
    stopped,
    seed,
    day,
    start: startedAt,
    now: new Date(startedAt.getTime() + day * DAY_MS),
    scanShare,
    turnover,
    region,
    mix: mixOf(mix, changes),
  };
}

function requireInteger(name, value) {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new TypeError(`${name}: expected a whole number from 0 on, got ${String(value)}`);
}
