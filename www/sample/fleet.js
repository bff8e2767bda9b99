/**
 * The sample fleet: two accounts of a company, with systems and scans as in a real one. It is the same
 * for `npm start`, for the service worker of a static site, and for its history.
 */

const DAY_MS = 24 * 60 * 60 * 1000;
const SEED = 1;

const SCOPES = [
  { account: '111122223333', region: 'us-east-1', nodes: 600 },
  { account: '111122223333', region: 'eu-central-1', nodes: 300 },
  { account: '444455556666', region: 'us-east-1', nodes: 100 },
];

/**
 * The options of its simulator. Between two midnights (UTC) they are the same, so that the fleet stays as
 * it is when a browser stops the worker and starts it again.
 *
 * @param {number} start when the fleet began to change, in milliseconds since the epoch
 * @param {number} now
 * @returns {{ scopes: import('../../simulator/scopes.js').ScopeOptions[] }}
 */
export function sampleOptions(start, now) {
  const day = Math.max(0, Math.floor((now - start) / DAY_MS));
  return {
    scopes: SCOPES.map(({ account, region, nodes }, index) => ({
      account,
      region,
      fleet: { nodes, seed: SEED + index, mix: 'realistic', start, day },
    })),
  };
}

/** The midnight (UTC) so many days before. */
export function startBefore(now, days) {
  return Math.floor(now / DAY_MS) * DAY_MS - days * DAY_MS;
}

/** When a fleet began whose history has this index. */
export function startOf({ snapshots: [first] }) {
  return startBefore(Date.parse(first.scannedAt), 0);
}
