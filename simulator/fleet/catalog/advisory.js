import { randomOf } from '../random.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const OLDEST_DAYS = 420;

/**
 * A patch as its vendor publishes it.
 * @typedef {object} CatalogPatch
 * @property {string} kbId
 * @property {string} title
 * @property {string} classification
 * @property {string} severity
 * @property {string} cveIds comma-joined, `''` for none
 * @property {string} chain the same for a patch and for those that supersede it
 * @property {number} ageDays days since its release, counted from the fleet's start; negative for a
 *   later one
 * @property {boolean} isCritical whether it counts as critical when it is missing
 */

/**
 * The patches of a platform.
 * @typedef {object} Catalog
 * @property {CatalogPatch[]} patches those that baselines can approve, newest first
 * @property {CatalogPatch} rejected the one of them that baselines reject
 * @property {CatalogPatch[]} others those that baselines do not know
 * @property {CatalogPatch[]} notApplicable those that do not apply to any node
 */

/**
 * The age in days of the latest update of a package. It depends on the name of the package only,
 * because vendors publish fixes for the same vulnerability within days of each other. Young ages
 * are more frequent than old ones.
 * @param {string} name
 */
export function ageOf(name) {
  return 1 + Math.floor(OLDEST_DAYS * randomOf('age', name).fraction() ** 2);
}

/**
 * The CVEs that an update fixes.
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
 * A patch with an id and nothing else.
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
    chain: kbId,
    isCritical: false,
  };
}
