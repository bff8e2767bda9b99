/** An invalid argument of the command line; the message names it. */
export class UsageError extends Error {}

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
const SCOPE = /^(\d{12})\/([^:]*)(?::(\d{1,8}))?(?::([\d.]+))?$/;
const MAX_NODES = 10_000_000;

/** @param {string} name @param {string} text @param {number} max @throws {UsageError} */
export function wholeNumber(name, text, max) {
  if (!/^\d{1,16}$/.test(text) || Number(text) > max) {
    throw new UsageError(`--${name}: expected a whole number from 0 to ${max}, got "${text}"`);
  }
  return Number(text);
}

/** The size of a fleet. @param {string} text @throws {UsageError} */
export function nodeCount(text) {
  return wholeNumber('nodes', text, MAX_NODES);
}

/** @param {string} name @param {string} text @throws {UsageError} */
export function share(name, text) {
  if (/^\d*\.?\d+$/.test(text) && Number(text) <= 1) return Number(text);
  throw new UsageError(`--${name}: expected a share from 0 to 1, got "${text}"`);
}

/** @param {string} text @throws {UsageError} */
export function ratePerSecond(text) {
  if (/^\d*\.?\d+$/.test(text) && Number(text) > 0) return Number(text);
  throw new UsageError(`--rate: expected a number above 0, got "${text}"`);
}

/** @param {string} text @returns {Date} @throws {UsageError} */
export function instant(text) {
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw new UsageError(`--start: expected a time like 2026-11-01T12:00:00Z, got "${text}"`);
}

/** @param {string} region @throws {UsageError} */
export function regionName(region, option = 'region') {
  if (REGION.test(region)) return region;
  throw new UsageError(`--${option}: expected a name like eu-central-1, got "${region}"`);
}

/**
 * `account/region`, and after colons the number of nodes and the calls per second.
 * @param {string} text
 * @returns {{ account: string, region: string, nodes?: number, requestsPerSecond?: number }}
 * @throws {UsageError}
 */
export function scopeIn(text) {
  const match = SCOPE.exec(text);
  if (match === null) {
    throw new UsageError(
      '--scope: expected account/region, account/region:nodes or account/region:nodes:rate, ' +
        `got "${text}"`,
    );
  }
  const [, account, region, nodes, rate] = match;
  return {
    account,
    region: regionName(region, 'scope'),
    ...(nodes !== undefined && { nodes: nodeCount(nodes) }),
    ...(rate !== undefined && { requestsPerSecond: ratePerSecond(rate) }),
  };
}
