import { rpmCatalog } from './catalog/rpm.js';
import { ubuntuCatalog } from './catalog/ubuntu.js';
import { windowsCatalog } from './catalog/windows.js';

/**
 * An operating system that nodes of the fleet run.
 * @typedef {object} Platform
 * @property {string} id
 * @property {number} share of the fleet, as a weight
 * @property {string} operatingSystem as baselines name it
 * @property {'Linux' | 'Windows'} type
 * @property {string} name
 * @property {string} version
 * @property {(start: Date) => import('./catalog/advisory.js').Catalog} catalog
 */

/** @type {Platform[]} */
export const PLATFORMS = [
  linux('amazon-linux-2023', 28, 'AMAZON_LINUX_2023', ['Amazon Linux', '2023'], (start) =>
    rpmCatalog('amazon-linux-2023', start),
  ),
  redHat('red-hat-8', 8, '8.10'),
  redHat('red-hat-9', 12, '9.6'),
  ubuntu('20.04', 6),
  ubuntu('22.04', 13),
  ubuntu('24.04', 10),
  windows(2019, 10, '10.0.17763'),
  windows(2022, 13, '10.0.20348'),
];

function linux(id, share, operatingSystem, [name, version], catalog) {
  return { id, share, operatingSystem, type: 'Linux', name, version, catalog };
}

function redHat(id, share, version) {
  const label = ['Red Hat Enterprise Linux', version];
  return linux(id, share, 'REDHAT_ENTERPRISE_LINUX', label, (start) => rpmCatalog(id, start));
}

function ubuntu(release, share) {
  const label = ['Ubuntu', release];
  return linux(`ubuntu-${release}`, share, 'UBUNTU', label, (start) =>
    ubuntuCatalog(release, start),
  );
}

function windows(release, share, version) {
  return {
    id: `windows-${release}`,
    share,
    operatingSystem: 'WINDOWS',
    type: 'Windows',
    name: `Microsoft Windows Server ${release} Datacenter`,
    version,
    catalog: (start) => windowsCatalog(release, start),
  };
}
