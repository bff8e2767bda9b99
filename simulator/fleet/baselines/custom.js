import { ENVIRONMENTS, patchGroupsOf } from '../patch-groups.js';
import { PLATFORMS } from '../platforms.js';
import { randomOf } from '../random.js';
import { delayedRules, movedGroups } from './approval-delays.js';

const DAY = 24 * 60 * 60;
const RPM_RULES = [
  rule({ CLASSIFICATION: ['Security'], SEVERITY: ['Critical'] }, 'CRITICAL'),
  rule({ CLASSIFICATION: ['Security'] }, 'HIGH'),
  rule({ CLASSIFICATION: ['*'] }, 'UNSPECIFIED', { enableNonSecurity: true }),
];

/** The rules for each operating system; the first rule that matches a patch decides. */
const RULES = {
  AMAZON_LINUX_2023: RPM_RULES,
  REDHAT_ENTERPRISE_LINUX: RPM_RULES,
  UBUNTU: [
    rule({ PRIORITY: ['Required'] }, 'CRITICAL'),
    rule({ PRIORITY: ['*'] }, 'HIGH'),
    rule({ PRODUCT: ['*'] }, 'UNSPECIFIED', { enableNonSecurity: true }),
  ],
  WINDOWS: [
    rule({ MSRC_SEVERITY: ['Critical'] }, 'CRITICAL'),
    rule({ CLASSIFICATION: ['SecurityUpdates'] }, 'HIGH'),
    rule({ CLASSIFICATION: ['*'] }, 'UNSPECIFIED'),
  ],
};

/**
 * The baselines of the account itself: one for each operating system and environment, which the
 * patch groups of the environment use, and two that no group uses without approval delays. Nodes
 * without a group use those of `prod`.
 * @param {{ seed: number, start: Date, mix: import('../mix.js').Mix }} fleet
 * @param {(platform: import('../platforms.js').Platform) =>
 *   import('../catalog/advisory.js').Catalog} catalogOf
 * @returns {import('./baseline.js').Baseline[]}
 */
export function customBaselines(fleet, catalogOf) {
  const used = Object.keys(RULES).flatMap((operatingSystem) => {
    const platforms = platformsOf(operatingSystem);
    const moved = movedGroups(operatingSystem, fleet.mix);
    const rejected = platforms.map((platform) => catalogOf(platform).rejected.kbId);
    return ENVIRONMENTS.map(([environment]) => ({
      ...owned(fleet, operatingSystem, environment),
      rules: delayedRules(RULES[operatingSystem], environment, fleet.mix),
      description: `Patches of ${environment} nodes`,
      rejected,
      groups: patchGroupsOf(environment, platforms[0].type).filter(
        (group) => !moved.includes(group),
      ),
      isDefault: environment === 'prod',
    }));
  });
  return [...used, slowRing(fleet, catalogOf), ownRepository(fleet)];
}

/** For Windows nodes that wait for the others; some patches are approved or rejected by id. */
function slowRing(fleet, catalogOf) {
  const [newest, second, ...older] = catalogOf(platformsOf('WINDOWS')[0]).patches;
  return {
    ...owned(fleet, 'WINDOWS', 'slow-ring'),
    description: 'Waits a month for the other rings',
    globalFilters: { PRODUCT: ['WindowsServer2019', 'WindowsServer2022'] },
    rules: [rule({ CLASSIFICATION: ['SecurityUpdates'] }, 'HIGH', { approveAfterDays: 30 })],
    approved: [newest.kbId, second.kbId],
    approvedLevel: 'CRITICAL',
    rejected: [older.at(-1).kbId],
    availableSecurityUpdates: 'NON_COMPLIANT',
    groups: movedGroups('WINDOWS', fleet.mix),
  };
}

/** A baseline with a repository of its own, which approves patches up to a date. */
function ownRepository(fleet) {
  const frozenAt = new Date(fleet.start.getTime() - 90 * DAY * 1000);
  return {
    ...owned(fleet, 'AMAZON_LINUX_2023', 'frozen'),
    description: undefined,
    rules: [
      rule({ PRODUCT: ['AmazonLinux2023'] }, 'MEDIUM', {
        approveAfterDays: undefined,
        approveUntil: frozenAt.toISOString().slice(0, 10),
      }),
    ],
    approvedEnableNonSecurity: true,
    rejectedAction: 'ALLOW_AS_DEPENDENCY',
    groups: movedGroups('AMAZON_LINUX_2023', fleet.mix),
    sources: [
      {
        Name: 'internal-mirror',
        Products: ['AmazonLinux2023'],
        Configuration: '[main]\nname=internal\nbaseurl=https://mirror.example.com/\nenabled=1',
      },
    ],
  };
}

function owned({ seed, start }, operatingSystem, ring) {
  const random = randomOf('baseline', seed, operatingSystem, ring);
  const id = `pb-0${random.hex(16)}`;
  const createdAt = Math.round(start.getTime() - random.between(100, 900) * DAY * 1000) / 1000;
  return {
    id,
    name: `${operatingSystem.toLowerCase().replaceAll('_', '-')}-${ring}`,
    operatingSystem,
    owner: 'Self',
    globalFilters: {},
    rules: RULES[operatingSystem],
    approved: [],
    rejected: [],
    rejectedAction: 'BLOCK',
    sources: [],
    groups: [],
    isDefault: false,
    createdAt,
    modifiedAt: createdAt + random.between(0, 90) * DAY,
    ...(operatingSystem === 'WINDOWS' && availableSecurityUpdates(ring)),
  };
}

/** `dev` gets security updates first, so that a node there without one is non-compliant. */
function availableSecurityUpdates(ring) {
  return { availableSecurityUpdates: ring === 'dev' ? 'NON_COMPLIANT' : 'COMPLIANT' };
}

function rule(filters, level, details = {}) {
  return { filters, level, approveAfterDays: 0, enableNonSecurity: false, ...details };
}

function platformsOf(operatingSystem) {
  return PLATFORMS.filter((platform) => platform.operatingSystem === operatingSystem);
}
