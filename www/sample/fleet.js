/** The sample fleet of a static site, the same for its service worker and for its history. */

const DAY_MS = 24 * 60 * 60 * 1000;

export const REGION = 'us-east-1';

/**
 * Timestamps are relative to the beginning of the day, so that the fleet stays the same when the
 * browser stops the worker and starts it again.
 *
 * @param {number} now milliseconds since the epoch
 * @returns {import('../../simulator/fleet/options.js').FleetOptions}
 */
export function sampleFleet(now) {
  return { nodes: 1000, seed: 1, mix: 'realistic', start: Math.floor(now / DAY_MS) * DAY_MS };
}
