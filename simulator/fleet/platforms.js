import { rpmCatalog, rpmReleases } from './catalog/rpm.js';
import { ubuntuCatalog, ubuntuReleases } from './catalog/ubuntu.js';
import { windowsCatalog, windowsReleases } from './catalog/windows.js';

/**
 * An operating system that nodes of the fleet run.
 * @typedef {object} Platform
 * @property {string} id
 * @property {number} share its share of the fleet, as a weight
 * @property {string} operatingSystem as baselines name it
 * @property {string} product as baselines name the release
 * @property {'Linux' | 'Windows'} type
 * @property {string} name
 * @property {string} version
 * @property {string} [endOfLife] the day of its last patches
 * @property {(start: Date) => import('./catalog/advisory.js').Catalog} catalog the patches at the
 *   start of a fleet
 * @property {(start: Date, days: number) => import('./catalog/advisory.js').CatalogPatch[]} [releases]
 *   those of the days after it, oldest first
 */

/** @type {Platform[]} */
export const PLATFORMS = [
  linux(
    { id: 'amazon-linux-2023', product: 'AmazonLinux2023', operatingSystem: 'AMAZON_LINUX_2023' },
    28,
    ['Amazon Linux', '2023'],
    rpmPatches('amazon-linux-2023'),
  ),
  redHat('red-hat-8', 8, '8.10'),
  redHat('red-hat-9', 12, '9.6'),
  ubuntu('20.04', 6),
  ubuntu('22.04', 13),
  ubuntu('24.04', 10),
  windows(2019, 10, '10.0.17763'),
  windows(2022, 13, '10.0.20348'),
];

function linux(names, share, [name, version], patches) {
  return { ...names, share, type: 'Linux', name, version, ...patches };
}

function rpmPatches(distribution) {
  return {
    catalog: (start) => rpmCatalog(distribution, start),
    releases: (start, days) => rpmReleases(distribution, start, days),
  };
}

function redHat(id, share, version) {
  const product = `RedhatEnterpriseLinux${version}`;
  return linux(
    { id, product, operatingSystem: 'REDHAT_ENTERPRISE_LINUX' },
    share,
    ['Red Hat Enterprise Linux', version],
    rpmPatches(id),
  );
}

function ubuntu(release, share) {
  const names = { id: `ubuntu-${release}`, product: `Ubuntu${release}`, operatingSystem: 'UBUNTU' };
  return linux(names, share, ['Ubuntu', release], {
    catalog: (start) => ubuntuCatalog(release, start),
    releases: (start, days) => ubuntuReleases(release, start, days),
  });
}

function windows(release, share, version) {
  return {
    id: `windows-${release}`,
    share,
    operatingSystem: 'WINDOWS',
    product: `WindowsServer${release}`,
    type: 'Windows',
    name: `Microsoft Windows Server ${release} Datacenter`,
    version,
    catalog: (start) => windowsCatalog(release, start),
    releases: (start, days) => windowsReleases(release, start, days),
  };
}
