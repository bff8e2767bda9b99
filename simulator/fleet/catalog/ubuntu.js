import { randomOf } from '../random.js';
import { ageOf, cveIdsOf, daysBefore } from './advisory.js';
import { ubuntuPackages } from './ubuntu-packages.js';

const SECURITY_SHARE = 0.8;

/**
 * The packages of an Ubuntu release. Patch Manager reports the priority of a package in place of a
 * severity.
 * @param {'20.04' | '22.04' | '24.04'} release
 * @param {Date} start
 * @returns {import('./advisory.js').Catalog}
 */
export function ubuntuCatalog(release, start) {
  const packages = ubuntuPackages(release);
  const entry = (ubuntuPackage) => patchOf(ubuntuPackage, release, start);
  const patches = packages.patches.map(entry).sort((left, right) => left.ageDays - right.ageDays);
  return {
    patches,
    rejected: patches.at(-1),
    others: packages.others.map((other) => ({ ...entry(other), classification: '', cveIds: '' })),
    notApplicable: packages.notApplicable.map(entry),
  };
}

function patchOf({ name, version, priority }, release, start) {
  const isSecurity = randomOf('ubuntu', name).chance(SECURITY_SHARE);
  const ageDays = ageOf(name);
  const update = randomOf('update', name, release).between(2, 29);
  const [, epoch = '0', upstream] = /^(?:(\d+):)?(.+)$/.exec(version.replace('%', update));
  return {
    kbId: `${name}.amd64`,
    title: `${name}.amd64:${epoch}:${upstream}`,
    classification: isSecurity ? 'Security' : '',
    severity: priority,
    cveIds: isSecurity ? cveIdsOf(name, daysBefore(start, ageDays), { low: 1, high: 5 }) : '',
    ageDays,
    isCritical: isSecurity && priority === 'Required',
  };
}
