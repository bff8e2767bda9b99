import { randomOf } from './random.js';
import { ENVIRONMENTS, patchGroupName } from './patch-groups.js';
import { PLATFORMS } from './platforms.js';

const LATEST_AGENT = '3.3.2746.0';
const OLDER_AGENTS = ['3.3.987.0', '3.3.2299.0', '3.2.2303.0', '3.1.1732.0'];
const HYBRID_SHARE = 0.08;
const PLATFORM_SHARES = PLATFORMS.map((platform) => [platform, platform.share]);
const ROLES = {
  Linux: ['web', 'api', 'db', 'batch', 'cache', 'ci', 'bastion', 'queue'],
  Windows: ['ad', 'iis', 'sql', 'file', 'rdp', 'app'],
};
const COMPUTER_NAME_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** How nodes report to Patch Manager, with their shares of the fleet. */
const REPORTING = [
  ['scanned', 90],
  ['never-scanned', 3],
  ['stale', 4],
  ['connection-lost', 2],
  ['inactive', 1],
];

/**
 * A managed node. Timestamps are epoch seconds.
 * @typedef {ReturnType<typeof createNode>} Node
 */

/**
 * Node number `index` of a fleet, the same for the same seed.
 * @param {{ seed: number, start: Date, region: string }} fleet
 * @param {number} index
 */
export function createNode(fleet, index) {
  const random = randomOf('node', fleet.seed, index);
  const id = nodeIdOf(fleet.seed, index);
  const isHybrid = id.startsWith('mi-');
  const platform = random.weighted(PLATFORM_SHARES);
  const environment = random.weighted(ENVIRONMENTS);
  const role = random.pick(ROLES[platform.type]);
  const place = { ...fleet, index, isHybrid, environment, role };
  return {
    index,
    id,
    platform,
    isHybrid,
    ...naming(random, platform, place),
    ...registrationOf(random, isHybrid),
    ...reportingOf(random, fleet.start),
    patchGroup: patchGroupOf(random, platform, place),
    environment,
    role,
    agentVersion: random.chance(0.7) ? LATEST_AGENT : random.pick(OLDER_AGENTS),
    /** Old agents leave out counts that are zero. */
    leavesOutCounts: random.chance(0.1),
  };
}

/**
 * The id alone, which is enough to find a node of a large fleet.
 * @param {number} seed
 * @param {number} index
 */
export function nodeIdOf(seed, index) {
  const random = randomOf('id', seed, index);
  return `${random.chance(HYBRID_SHARE) ? 'mi' : 'i'}-0${random.hex(16)}`;
}

/** @param {Node} node */
export function isLatestAgent(node) {
  return node.agentVersion === LATEST_AGENT;
}

/** @param {Node} node @returns {Record<string, string>} */
export function tagsOf(node) {
  return {
    Name: node.name,
    Environment: node.environment,
    Role: node.role,
    ...(node.patchGroup === '' ? {} : { 'Patch Group': node.patchGroup }),
  };
}

function naming(random, platform, { region, isHybrid, environment, role, index }) {
  const name = `${environment}-${role}-${String(index + 1).padStart(4, '0')}`;
  const octets = [random.between(0, 255), random.between(0, 255), random.between(4, 254)];
  const ipAddress = `${isHybrid ? 192 : 10}.${octets.join('.')}`;
  const hostName = `ip-${ipAddress.replaceAll('.', '-')}.${domainOf(region)}`;
  const letters = Array.from({ length: 7 }, () => random.pick(COMPUTER_NAME_LETTERS)).join('');
  const computerName = platform.type === 'Windows' ? `EC2AMAZ-${letters}` : hostName;
  return { name, ipAddress, computerName: isHybrid ? `${name}.corp.example.com` : computerName };
}

/** Nodes outside EC2 are registered by an activation, which has a role. */
function registrationOf(random, isHybrid) {
  const activationId = random.uuid();
  return isHybrid ? { activationId, iamRole: 'SSMServiceRole' } : {};
}

function domainOf(region) {
  return region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
}

function patchGroupOf(random, platform, { environment, role }) {
  return random.chance(0.07) ? '' : patchGroupName(environment, role, platform.type);
}

function reportingOf(random, start) {
  const reporting = random.weighted(REPORTING);
  const hours = (low, high) =>
    random.between(low * 60, high * 60) * 60 + random.between(0, 999) / 1000;
  const silence = { 'connection-lost': hours(24, 400), inactive: hours(800, 2000) };
  const pingAgo = silence[reporting] ?? random.between(1, 290);
  const scanAge = reporting === 'stale' ? hours(21 * 24, 80 * 24) : hours(1, 60);
  const now = start.getTime() / 1000;
  return {
    reporting,
    pingStatus: { 'connection-lost': 'ConnectionLost', inactive: 'Inactive' }[reporting] ?? 'Online',
    lastPingAt: round(now - pingAgo),
    registeredAt: round(now - hours(100 * 24, 700 * 24)),
    ...associationOf(random, reporting),
    scannedAt: round(now - scanAge - (silence[reporting] ?? 0)),
  };
}

/** An association scans the node; a node without one was never scanned. */
function associationOf(random, reporting) {
  const associationStatus = random.chance(0.96) ? 'Success' : 'Failed';
  const isScanned = reporting !== 'never-scanned';
  return isScanned ? { isScanned, associationStatus } : { isScanned };
}

/** To whole milliseconds, the precision of the service. */
function round(seconds) {
  return Math.round(seconds * 1000) / 1000;
}
