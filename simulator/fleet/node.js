import { mixedNode } from './mix.js';
import { isStopped as isStoppedAt, keyOf, nodeIdOf, numberOf } from './node-identity.js';
import { ENVIRONMENTS, patchGroupName } from './patch-groups.js';
import { PLATFORMS } from './platforms.js';
import { randomOf } from './random.js';
import { reportingOf } from './reporting.js';

const LATEST_AGENT = '3.3.2746.0';
const OLDER_AGENTS = ['3.3.987.0', '3.3.2299.0', '3.2.2303.0', '3.1.1732.0'];
const PLATFORM_SHARES = PLATFORMS.map((platform) => [platform, platform.share]);
const ROLES = {
  Linux: ['web', 'api', 'db', 'batch', 'cache', 'ci', 'bastion', 'queue'],
  Windows: ['ad', 'iis', 'sql', 'file', 'rdp', 'app'],
};
const COMPUTER_NAME_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/**
 * A managed node. Timestamps are epoch seconds.
 * @typedef {ReturnType<typeof createNode>} Node
 */

/**
 * Node number `index` of a fleet as it is at the start, the same for the same seed.
 * @param {{ seed: number, start: Date, region: string, size: number,
 *   stopped: number, mix: import('./mix.js').Mix }} fleet
 * @param {number} index
 */
export function createNode(fleet, index) {
  const key = keyOf(fleet, index);
  const random = randomOf('node', fleet.seed, key);
  const id = nodeIdOf(fleet, index);
  const isHybrid = id.startsWith('mi-');
  const isStopped = isStoppedAt(fleet, index);
  const drawn = random.weighted(PLATFORM_SHARES);
  const { platform = drawn, isAssociationOnly } = mixedNode(fleet, key);
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
    ...reportingOf(random, fleet.start, { isStopped, isAssociationOnly }),
    /** The days after the start on which it came and was scanned; 0 for the start. */
    arrivedOn: 0,
    scanDay: 0,
    patchGroup: patchGroupOf(random, platform, place),
    environment,
    role,
    agentVersion: random.chance(0.7) ? LATEST_AGENT : random.pick(OLDER_AGENTS),
    /** Old agents leave out counts that are zero. */
    leavesOutCounts: random.chance(0.1),
  };
}

/** @param {Node} node */
export function isLatestAgent(node) {
  return node.agentVersion === LATEST_AGENT;
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
