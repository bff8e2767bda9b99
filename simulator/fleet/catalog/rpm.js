import { randomOf } from '../random.js';
import { ageOf, cveIdsOf, daysBefore } from './advisory.js';
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
 * @returns {import('./advisory.js').Catalog}
 */
export function rpmCatalog(distribution, start) {
  const packages = rpmPackages(distribution);
  const entry = (rpmPackage) => patchOf(rpmPackage, distribution, start);
  const patches = packages.patches.map(entry).sort((left, right) => left.ageDays - right.ageDays);
  return {
    patches,
    rejected: patches.at(-1),
    others: packages.others.map((rpmPackage) => unknownToBaseline(entry(rpmPackage))),
    notApplicable: packages.notApplicable.map(entry),
  };
}

function patchOf({ name, arch, epoch, version }, distribution, start) {
  const { severities, noSeverity } = DISTRIBUTIONS[distribution];
  const random = randomOf('rpm', name);
  const classification = random.weighted(CLASSIFICATIONS);
  const isSecurity = classification === 'Security';
  const level = random.weighted(SEVERITY_WEIGHTS.map((weight, index) => [index, weight]));
  const ageDays = ageOf(name);
  return {
    kbId: `${name}.${arch}`,
    title: `${name}.${arch}:${epoch}:${version}-${releaseOf(name, distribution)}`,
    classification,
    severity: isSecurity ? severities[level] : noSeverity,
    cveIds: isSecurity ? cveIdsOf(name, daysBefore(start, ageDays), { low: 1, high: 6 }) : '',
    ageDays,
    isCritical: isSecurity && level === 0,
  };
}

function releaseOf(name, distribution) {
  const { release, kernelRelease } = DISTRIBUTIONS[distribution];
  const random = randomOf('release', name, distribution);
  const form = name.startsWith('kernel') ? kernelRelease : release;
  return form(random.between(1, 60), random.between(1, 12));
}

function unknownToBaseline(patch) {
  return { ...patch, classification: '', severity: '', cveIds: '', isCritical: false };
}
