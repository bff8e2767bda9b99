import { tokenBucket } from './faults/token-bucket.js';
import { Fleet } from './fleet/fleet.js';

const ACCOUNT = /^\d{12}$/;
const ROLE_NAME = 'PatchReader';
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A region of an account: its nodes, and the rate at which they can be read.
 * @typedef {object} Scope
 * @property {string} [account] undefined for the only scope of a simulator, which every caller reads
 * @property {string} region
 * @property {Fleet} fleet
 * @property {string} [role] the ARN of the role that may read it
 * @property {() => boolean} isExceeded whether one more call exceeds the rate
 *
 * How a simulator with several accounts and regions describes one of them.
 * @typedef {object} ScopeOptions
 * @property {string} account 12 digits
 * @property {string} region
 * @property {Fleet | ConstructorParameters<typeof Fleet>[0]} [fleet] its seed is, by default, the
 *   number of the scope, from 1
 * @property {Parameters<typeof import('./credentials.js').credentialsById>[0]} [credentials] keys of
 *   users of the account, in addition to those of the simulator
 * @property {string | { arn: string, externalId?: string, trusts?: string[],
 *   maxSessionSeconds?: number }} [role] a role of the account, `PatchReader` by default; without
 *   `trusts`, it trusts the accounts of the simulator's credentials and its own
 * @property {number} [requestsPerSecond] no limit by default
 * @property {number} [burst] how many calls can come at once; those of one second by default
 */

/**
 * The only scope of a simulator: every caller reads the same fleet.
 * @param {{ fleet?: Fleet | object, region: string, requestsPerSecond?: number, burst?: number,
 *   now: () => number }} options
 * @returns {Scope}
 */
export function soleScope({ fleet, region, now, ...limits }) {
  return { region, fleet: fleetOf(fleet, region, now), isExceeded: rateLimit(limits, now) };
}

/**
 * @param {Iterable<ScopeOptions>} list
 * @param {() => number} now
 * @returns {Scope[]}
 * @throws {TypeError} for a scope without a valid account, or one that is given twice
 */
export function scopesOf(list, now) {
  const scopes = Array.from(list, ({ account, region, fleet, role, ...limits }, index) => {
    const seeded = fleet instanceof Fleet ? fleet : { seed: index + 1, ...fleet };
    return {
      account: checkedAccount(account),
      region: checkedRegion(region, account),
      fleet: fleetOf(seeded, region, now),
      role: roleArn(role, account),
      isExceeded: rateLimit(limits, now),
    };
  });
  const names = scopes.map(({ account, region }) => `${account}/${region}`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new TypeError(`scopes: ${twice} is given twice`);
  if (scopes.length === 0) throw new TypeError('scopes: at least one scope is needed');
  return scopes;
}

/**
 * Finds the scope that a caller reads. A region of an account that is not listed has no nodes and
 * no rate limit.
 * @param {Scope[]} scopes
 * @param {() => number} now
 * @returns {(account: string | undefined, region: string) => Scope}
 */
export function scopeFinder(scopes, now) {
  if (scopes[0].account === undefined) return () => scopes[0];
  const byName = new Map(scopes.map((scope) => [`${scope.account}/${scope.region}`, scope]));
  return (account, region) => {
    const name = `${account}/${region}`;
    if (!byName.has(name)) {
      const empty = soleScope({ fleet: { nodes: 0, stopped: 0 }, region, now });
      byName.set(name, { ...empty, account });
    }
    return byName.get(name);
  };
}

/** The ARN of the role in the options of a scope. */
export function roleArn(role, account) {
  if (typeof role === 'string') return role;
  return role?.arn ?? `arn:aws:iam::${account}:role/${ROLE_NAME}`;
}

/** Without a start, a fleet began its days that long ago. */
function fleetOf(fleet = {}, region, now) {
  if (fleet instanceof Fleet) return fleet;
  return new Fleet({ region, start: now() - (fleet.day ?? 0) * DAY_MS, ...fleet });
}

/** Fewer than one call a second still need a bucket that holds one. */
function rateLimit({ requestsPerSecond, burst }, now) {
  if (requestsPerSecond === undefined) return () => false;
  if (!(requestsPerSecond > 0)) {
    throw new TypeError(`requestsPerSecond: expected a number above 0, got ${requestsPerSecond}`);
  }
  const limits = { perSecond: requestsPerSecond, burst: burst ?? Math.max(1, requestsPerSecond) };
  return tokenBucket(limits, now);
}

function checkedAccount(account) {
  if (ACCOUNT.test(account)) return account;
  throw new TypeError(`scopes: account must have 12 digits, got "${account}"`);
}

function checkedRegion(region, account) {
  if (typeof region === 'string' && region !== '') return region;
  throw new TypeError(`scopes: the scope of account ${account} has no region`);
}
