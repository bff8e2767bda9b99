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

const PING_STATUSES = { 'connection-lost': 'ConnectionLost', inactive: 'Inactive' };

/**
 * A managed node. Timestamps are epoch seconds.
 * @typedef {ReturnType<typeof createNode>} Node
 */

/**
 * Node number `index` of a fleet, the same for the same seed. The nodes from `size` on are stopped.
 * @param {{ seed: number, start: Date, region: string, size: number }} fleet
 * @param {number} index
 */
export function createNode(fleet, index) {
  const key = keyOf(fleet, index);
  const random = randomOf('node', fleet.seed, key);
  const id = nodeIdOf(fleet, index);
  const isHybrid = id.startsWith('mi-');
  const isStopped = index >= fleet.size;
  const platform = random.weighted(PLATFORM_SHARES);
  const environment = random.weighted(ENVIRONMENTS);
  const role = random.pick(ROLES[platform.type]);
  const place = { region: fleet.region, number: numberOf(fleet, index), isHybrid, environment, role };
  return {
    index,
    /** What all random choices for the node depend on, with the seed. */
    key,
    id,
    platform,
    isHybrid,
    isStopped,
    ...naming(random, platform, place),
    ...registrationOf(random, isHybrid),
    ...reportingOf(random, fleet.start, isStopped),
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
 * @param {{ seed: number, size: number }} fleet
 * @param {number} index
 */
export function nodeIdOf(fleet, index) {
  const random = randomOf('id', fleet.seed, keyOf(fleet, index));
  const isHybrid = random.chance(HYBRID_SHARE) && index < fleet.size;
  return `${isHybrid ? 'mi' : 'i'}-0${random.hex(16)}`;
}

/** The same in fleets of any size. */
function keyOf({ size }, index) {
  return index < size ? index : `stopped ${index - size}`;
}

/** The number in the name of a node: four digits, for stopped nodes three. */
function numberOf({ size }, index) {
  return index < size
    ? String(index + 1).padStart(4, '0')
    : String(index - size + 1).padStart(3, '0');
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

function naming(random, platform, { region, isHybrid, environment, role, number }) {
  const name = `${environment}-${role}-${number}`;
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

function reportingOf(random, start, isStopped) {
  const reporting = random.weighted(REPORTING);
  const hours = (low, high) =>
    random.between(low * 60, high * 60) * 60 + random.between(0, 999) / 1000;
  const silences = { 'connection-lost': hours(24, 400), inactive: hours(800, 2000) };
  const silence = isStopped ? hours(6, 1200) : silences[reporting];
  const pingAgo = silence ?? random.between(1, 290);
  const scanAge = reporting === 'stale' ? hours(21 * 24, 80 * 24) : hours(1, 60);
  const now = start.getTime() / 1000;
  return {
    reporting,
    pingStatus: isStopped ? 'ConnectionLost' : (PING_STATUSES[reporting] ?? 'Online'),
    lastPingAt: round(now - pingAgo),
    registeredAt: round(now - hours(100 * 24, 700 * 24)),
    ...associationOf(random, reporting),
    scannedAt: round(now - scanAge - (silence ?? 0)),
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
