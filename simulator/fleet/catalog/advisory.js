import { randomOf } from '../random.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const OLDEST_DAYS = 420;

/**
 * A patch as its vendor published it.
 * @typedef {object} CatalogPatch
 * @property {string} kbId
 * @property {string} title
 * @property {string} classification
 * @property {string} severity
 * @property {string} cveIds comma-joined, `''` for none
 * @property {number} ageDays days since its release, counted from the fleet's start
 * @property {boolean} isCritical whether the baseline reports it as critical
 */

/**
 * What can be found on the nodes of a platform.
 * @typedef {object} Catalog
 * @property {CatalogPatch[]} patches what the baseline knows, newest first
 * @property {CatalogPatch} rejected the one of them that baselines reject
 * @property {CatalogPatch[]} others what nodes have besides
 * @property {CatalogPatch[]} notApplicable what no node needs
 */

/**
 * How long ago a package was last updated. Depends on the package's name only, since vendors
 * publish fixes for the same vulnerability within days of each other; recent ones are more
 * frequent than old ones.
 * @param {string} name
 */
export function ageOf(name) {
  return 1 + Math.floor(OLDEST_DAYS * randomOf('age', name).fraction() ** 2);
}

/**
 * The CVEs an update fixes.
 * @param {string} name of the package or bundle
 * @param {Date} releasedAt
 * @param {{ low: number, high: number }} count
 */
export function cveIdsOf(name, releasedAt, { low, high }) {
  const random = randomOf('cve', name);
  const year = releasedAt.getUTCFullYear();
  const numbers = Array.from({ length: random.between(low, high) }, () =>
    random.between(1000, 58999),
  );
  return [...new Set(numbers)]
    .sort((left, right) => left - right)
    .map((number) => `CVE-${year}-${number}`)
    .join(',');
}

/** @param {Date} start @param {number} days */
export function daysBefore(start, days) {
  return new Date(start.getTime() - days * DAY_MS);
}

/** @param {Date} start @param {Date} time */
export function daysSince(start, time) {
  return (start.getTime() - time.getTime()) / DAY_MS;
}

/**
 * A patch of which only the id is known.
 * @param {string} kbId
 * @param {number} ageDays
 * @returns {CatalogPatch}
 */
export function nameless(kbId, ageDays) {
  return {
    kbId,
    title: '',
    classification: '',
    severity: '',
    cveIds: '',
    ageDays,
    isCritical: false,
  };
}
