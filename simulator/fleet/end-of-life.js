import { rpmCatalog } from './catalog/rpm.js';
import { ubuntuCatalog } from './catalog/ubuntu.js';
import { windowsCatalog } from './catalog/windows.js';

/**
 * Operating systems whose vendors make no patches any more, so that their nodes miss none.
 * @type {import('./platforms.js').Platform[]}
 */
export const END_OF_LIFE_PLATFORMS = [
  {
    id: 'windows-2012-r2',
    share: 4,
    operatingSystem: 'WINDOWS',
    product: 'WindowsServer2012R2',
    type: 'Windows',
    name: 'Microsoft Windows Server 2012 R2 Standard',
    version: '6.3.9600',
    endOfLife: '2023-10-10',
    catalog: (start) => windowsCatalog('2012 R2', start, endIn('2023-10-10', start)),
  },
  {
    id: 'ubuntu-18.04',
    share: 3,
    operatingSystem: 'UBUNTU',
    product: 'Ubuntu18.04',
    type: 'Linux',
    name: 'Ubuntu',
    version: '18.04',
    endOfLife: '2023-05-31',
    catalog: (start) => ubuntuCatalog('18.04', start, endIn('2023-05-31', start)),
  },
  {
    id: 'centos-7',
    share: 2,
    operatingSystem: 'CENTOS',
    product: 'CentOS7.9',
    type: 'Linux',
    name: 'CentOS Linux',
    version: '7',
    endOfLife: '2024-06-30',
    catalog: (start) => rpmCatalog('centos-7', start, endIn('2024-06-30', start)),
  },
  {
    id: 'amazon-linux-1',
    share: 1,
    operatingSystem: 'AMAZON_LINUX',
    product: 'AmazonLinux2018.03',
    type: 'Linux',
    name: 'Amazon Linux AMI',
    version: '2018.03',
    endOfLife: '2023-12-31',
    catalog: (start) => rpmCatalog('amazon-linux-1', start, endIn('2023-12-31', start)),
  },
];

/** The day of the last patches; a fleet of an earlier time still gets some. */
function endIn(date, start) {
  return new Date(Math.min(Date.parse(date), start.getTime()));
}
