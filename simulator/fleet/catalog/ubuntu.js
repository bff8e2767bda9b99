import { randomOf } from '../random.js';
import { ageOf, cveIdsOf, daysBefore, daysSince } from './advisory.js';
import { packageUpdates } from './package-updates.js';
import { ubuntuPackages } from './ubuntu-packages.js';

const SECURITY_SHARE = 0.8;

/**
 * The packages of an Ubuntu release. Patch Manager reports the priority of a package in place of a
 * severity.
 * @param {Parameters<typeof ubuntuPackages>[0]} release
 * @param {Date} start
 * @param {Date} [end] the end of its support, if that is over
 * @returns {import('./advisory.js').Catalog}
 */
export function ubuntuCatalog(release, start, end = start) {
  const packages = ubuntuPackages(release);
  const entry = (ubuntuPackage) => patchOf(ubuntuPackage, release, { start, end });
  const patches = packages.patches.map(entry).sort((left, right) => left.ageDays - right.ageDays);
  return {
    patches,
    rejected: patches.at(-1),
    others: packages.others.map((other) => ({ ...entry(other), classification: '', cveIds: '' })),
    notApplicable: packages.notApplicable.map(entry),
  };
}

/**
 * The updates that are published in the days after the start, oldest first.
 * @param {'20.04' | '22.04' | '24.04'} release
 * @param {Date} start
 * @param {number} days
 * @returns {import('./advisory.js').CatalogPatch[]}
 */
export function ubuntuReleases(release, start, days) {
  return packageUpdates(ubuntuPackages(release).patches, days).map(({ item, ...update }) =>
    patchOf(item, release, { start, end: start, ...update }),
  );
}

function patchOf({ name, version, priority }, release, { start, end, number = 0, releasedOn }) {
  const isSecurity = randomOf('ubuntu', name).chance(SECURITY_SHARE);
  const fixed = number === 0 ? name : `${name} ${number}`;
  const ageDays = releasedOn === undefined ? ageOf(name) + daysSince(start, end) : -releasedOn;
  const update = randomOf('update', name, release).between(2, 29) + number;
  const [, epoch = '0', upstream] = /^(?:(\d+):)?(.+)$/.exec(version.replace('%', update));
  return {
    kbId: `${name}.amd64`,
    chain: `${name}.amd64`,
    title: `${name}.amd64:${epoch}:${upstream}`,
    classification: isSecurity ? 'Security' : '',
    severity: priority,
    cveIds: isSecurity ? cveIdsOf(fixed, daysBefore(start, ageDays), { low: 1, high: 5 }) : '',
    ageDays,
    isCritical: isSecurity && priority === 'Required',
  };
}
