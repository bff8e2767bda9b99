import { randomOf } from './random.js';

const DAY = 24 * 60 * 60;
const ZONES = ['a', 'b', 'c'];
/** By role, the instance types of its nodes. */
const TYPES = {
  web: ['t3.medium', 't3.large', 'm6i.large'],
  api: ['m6i.large', 'm6i.xlarge', 'm7i.large'],
  db: ['r6i.xlarge', 'r6i.2xlarge'],
  batch: ['c6i.2xlarge', 'c7i.4xlarge'],
  cache: ['r6i.large', 'r7i.large'],
  ci: ['c6i.xlarge', 'c6i.2xlarge'],
  bastion: ['t3.micro', 't3.small'],
  queue: ['m6i.large', 't3.large'],
  ad: ['m6i.large'],
  iis: ['m6i.large', 'm6i.xlarge'],
  sql: ['r6i.2xlarge', 'x2iedn.xlarge'],
  file: ['m6i.xlarge'],
  rdp: ['t3.xlarge', 'm6i.xlarge'],
  app: ['m6i.large', 'm6i.xlarge'],
};
/** The roles that users reach from the internet. */
const PUBLIC = new Set(['web', 'bastion', 'rdp', 'iis']);

/**
 * What EC2 knows of a node. An empty text is how the service says "none".
 * @typedef {object} Instance
 * @property {string} type
 * @property {'running' | 'stopped'} state
 * @property {string} architecture
 * @property {string} availabilityZone
 * @property {string} profile the instance profile
 * @property {string} keyName
 * @property {string} publicAddress
 * @property {number} launchedAt epoch seconds
 */

/**
 * @param {import('./node.js').Node} node
 * @param {{ seed: number, region: string }} fleet
 * @returns {Instance | undefined} undefined for a hybrid node
 */
export function instanceOf(node, { seed, region }) {
  if (node.isHybrid) return undefined;
  const random = randomOf('instance', seed, node.key);
  return {
    type: random.pick(TYPES[node.role]),
    state: node.isStopped ? 'stopped' : 'running',
    architecture: 'x86_64',
    availabilityZone: `${region}${random.pick(ZONES)}`,
    profile: random.chance(0.95) ? 'PatchedNode' : '',
    keyName: random.chance(0.2) ? `${node.environment}-ops` : '',
    publicAddress: publicAddressOf(node, random),
    launchedAt: launchTime(node, random.between(1, 900)),
  };
}

function launchTime({ arrivedAt, firstScannedAt }, days) {
  return Math.floor(arrivedAt ?? firstScannedAt - days * DAY);
}

/** From the range for documentation; a stopped instance has none. */
function publicAddressOf({ role, isStopped }, random) {
  const isPublic = PUBLIC.has(role) && random.chance(0.5) && !isStopped;
  return isPublic ? `203.0.113.${random.between(1, 254)}` : '';
}
