import { PLATFORMS } from './platforms.js';

const RPM = {
  CLASSIFICATION: ['Security', 'Bugfix', 'Enhancement', 'Recommended', 'Newpackage'],
  SEVERITY: ['Critical', 'Important', 'Medium', 'Low'],
};
const RED_HAT = { ...RPM, SEVERITY: ['Critical', 'Important', 'Moderate', 'Low', 'None'] };
const DEB = { PRIORITY: ['Required', 'Important', 'Standard', 'Optional', 'Extra'] };
const WINDOWS_RATINGS = {
  CLASSIFICATION: [
    'CriticalUpdates',
    'DefinitionUpdates',
    'Drivers',
    'FeaturePacks',
    'SecurityUpdates',
    'ServicePacks',
    'Tools',
    'UpdateRollups',
    'Updates',
    'Upgrades',
  ],
  MSRC_SEVERITY: ['Critical', 'Important', 'Moderate', 'Low', 'Unspecified'],
};

/** By operating system, the properties of its patches and their values. */
const PROPERTIES = {
  AMAZON_LINUX: { PRODUCT: ['AmazonLinux2017.09', 'AmazonLinux2018.03'], ...RPM },
  AMAZON_LINUX_2: { PRODUCT: ['AmazonLinux2', 'AmazonLinux2.0'], ...RPM },
  AMAZON_LINUX_2022: { PRODUCT: ['AmazonLinux2022'], ...RPM },
  AMAZON_LINUX_2023: { PRODUCT: productsOf('AMAZON_LINUX_2023'), ...RPM },
  ALMA_LINUX: { PRODUCT: ['AlmaLinux8.10', 'AlmaLinux9.6'], ...RED_HAT },
  CENTOS: { PRODUCT: ['CentOS7.9', 'CentOS8'], ...RED_HAT },
  DEBIAN: { PRODUCT: ['Debian11', 'Debian12'], ...DEB },
  MACOS: { PRODUCT: ['macOS14.7', 'macOS15.6'], CLASSIFICATION: ['RecommendedPatches'] },
  ORACLE_LINUX: { PRODUCT: ['OracleLinux8.10', 'OracleLinux9.6'], ...RED_HAT },
  RASPBIAN: { PRODUCT: ['RaspberryPiOS11', 'RaspberryPiOS12'], ...DEB },
  REDHAT_ENTERPRISE_LINUX: { PRODUCT: productsOf('REDHAT_ENTERPRISE_LINUX'), ...RED_HAT },
  ROCKY_LINUX: { PRODUCT: ['RockyLinux8.10', 'RockyLinux9.6'], ...RED_HAT },
  SUSE: { PRODUCT: ['Suse15.5', 'Suse15.6'], ...RED_HAT },
  UBUNTU: { PRODUCT: productsOf('UBUNTU'), ...DEB },
};
const WINDOWS = {
  OS: {
    PRODUCT: ['WindowsServer2016', ...productsOf('WINDOWS'), 'WindowsServer2025'],
    PRODUCT_FAMILY: ['Windows'],
    ...WINDOWS_RATINGS,
  },
  APPLICATION: {
    PRODUCT: ['Office 2016', 'Office 2019', 'Microsoft SQL Server 2019', 'Visual Studio 2022'],
    PRODUCT_FAMILY: ['Developer Tools, Runtimes, and Redistributables', 'Office', 'SQL Server'],
    ...WINDOWS_RATINGS,
  },
};

/**
 * @param {string} operatingSystem
 * @param {string} property
 * @param {'OS' | 'APPLICATION'} patchSet matters for Windows only
 * @returns {string[] | undefined} undefined if the patches of the system do not have the property
 */
export function patchProperties(operatingSystem, property, patchSet) {
  if (operatingSystem === 'WINDOWS') return WINDOWS[patchSet][property];
  return PROPERTIES[operatingSystem][property];
}

function productsOf(operatingSystem) {
  return PLATFORMS.filter((platform) => platform.operatingSystem === operatingSystem).map(
    ({ product }) => product,
  );
}
