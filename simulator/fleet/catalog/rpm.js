import { randomOf } from '../random.js';
import { ageOf, cveIdsOf, daysBefore, daysSince } from './advisory.js';
import { packageUpdates } from './package-updates.js';
import { rpmPackages } from './rpm-packages.js';

/** By distribution, the form of its releases and the names of its severities, worst first. */
const DISTRIBUTIONS = {
  'amazon-linux-2023': {
    release: (number, patch) => `${number}.amzn2023.0.${patch}`,
    kernelRelease: (number, patch) => `${120 + number}.${200 + patch}.amzn2023`,
    severities: ['Critical', 'Important', 'Medium', 'Low'],
    noSeverity: 'Low',
  },
  'red-hat-8': {
    release: (number, patch) => `${number}.el8_10.${patch}`,
    kernelRelease: (number, patch) => `553.${number}.${patch}.el8_10`,
    severities: ['Critical', 'Important', 'Moderate', 'Low'],
    noSeverity: 'None',
  },
  'red-hat-9': {
    release: (number, patch) => `${number}.el9_6.${patch}`,
    kernelRelease: (number, patch) => `570.${number}.${patch}.el9_6`,
    severities: ['Critical', 'Important', 'Moderate', 'Low'],
    noSeverity: 'None',
  },
  'centos-7': {
    release: (number, patch) => `${number}.el7_9.${patch}`,
    kernelRelease: (number, patch) => `1160.${number}.${patch}.el7`,
    severities: ['Critical', 'Important', 'Moderate', 'Low'],
    noSeverity: 'None',
  },
  'amazon-linux-1': {
    release: (number, patch) => `${number}.${patch}.amzn1`,
    kernelRelease: (number, patch) => `${120 + number}.${200 + patch}.amzn1`,
    severities: ['Critical', 'Important', 'Medium', 'Low'],
    noSeverity: 'Low',
  },
};
const CLASSIFICATIONS = [
  ['Security', 62],
  ['Bugfix', 28],
  ['Enhancement', 10],
];
const SEVERITY_WEIGHTS = [8, 42, 38, 12];

/**
 * The packages of a distribution: `KBId` is `name.arch`, the title the full
 * `name.arch:epoch:version-release`.
 * @param {keyof DISTRIBUTIONS} distribution
 * @param {Date} start
 * @param {Date} [end] the end of its support, if that is over
 * @returns {import('./advisory.js').Catalog}
 */
export function rpmCatalog(distribution, start, end = start) {
  const packages = rpmPackages(distribution);
  const entry = (rpmPackage) => patchOf(rpmPackage, distribution, { start, end });
  const patches = packages.patches.map(entry).sort((left, right) => left.ageDays - right.ageDays);
  return {
    patches,
    rejected: patches.at(-1),
    others: packages.others.map((rpmPackage) => unknownToBaseline(entry(rpmPackage))),
    notApplicable: packages.notApplicable.map(entry),
  };
}

/**
 * The updates that are published in the days after the start, oldest first.
 * @param {keyof DISTRIBUTIONS} distribution
 * @param {Date} start
 * @param {number} days
 * @returns {import('./advisory.js').CatalogPatch[]}
 */
export function rpmReleases(distribution, start, days) {
  return packageUpdates(rpmPackages(distribution).patches, days).map(({ item, ...update }) =>
    patchOf(item, distribution, { start, end: start, ...update }),
  );
}

function patchOf(rpmPackage, distribution, { start, end, number = 0, releasedOn }) {
  const { name, arch, epoch, version } = rpmPackage;
  const { severities, noSeverity } = DISTRIBUTIONS[distribution];
  const fixed = number === 0 ? name : `${name} ${number}`;
  const random = randomOf('rpm', fixed);
  const classification = random.weighted(CLASSIFICATIONS);
  const isSecurity = classification === 'Security';
  const level = random.weighted(SEVERITY_WEIGHTS.map((weight, index) => [index, weight]));
  const ageDays = releasedOn === undefined ? ageOf(name) + daysSince(start, end) : -releasedOn;
  return {
    kbId: `${name}.${arch}`,
    chain: `${name}.${arch}`,
    title: `${name}.${arch}:${epoch}:${version}-${releaseOf(name, distribution, number)}`,
    classification,
    severity: isSecurity ? severities[level] : noSeverity,
    cveIds: isSecurity ? cveIdsOf(fixed, daysBefore(start, ageDays), { low: 1, high: 6 }) : '',
    ageDays,
    isCritical: isSecurity && level === 0,
  };
}

function releaseOf(name, distribution, update) {
  const { release, kernelRelease } = DISTRIBUTIONS[distribution];
  const random = randomOf('release', name, distribution);
  const form = name.startsWith('kernel') ? kernelRelease : release;
  return form(random.between(1, 60) + update, random.between(1, 12));
}

function unknownToBaseline(patch) {
  return { ...patch, classification: '', severity: '', cveIds: '', isCritical: false };
}
