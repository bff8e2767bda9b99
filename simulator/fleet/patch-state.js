import { randomOf } from './random.js';

const NON_COMPLIANT = new Set([
  'Missing',
  'Failed',
  'InstalledRejected',
  'InstalledPendingReboot',
]);
const SECURITY = new Set(['Security', 'SecurityUpdates']);

/**
 * Whether a patch in this state makes a node non-compliant. The baseline decides about security
 * updates that it has not approved.
 * @param {string} state
 * @param {{ availableSecurityUpdates?: 'COMPLIANT' | 'NON_COMPLIANT' }} baseline
 */
export function isNonCompliant(state, { availableSecurityUpdates }) {
  if (state === 'AvailableSecurityUpdate') return availableSecurityUpdates === 'NON_COMPLIANT';
  return NON_COMPLIANT.has(state);
}

/**
 * The patch counts of a node and the operation that found them. Timestamps are epoch seconds; a
 * member that the service would leave out is undefined.
 * @typedef {ReturnType<typeof patchStateOf>} PatchState
 */

/**
 * @param {import('./node.js').Node} node
 * @param {import('./layout.js').Layout} layout
 * @param {{ seed: number, region: string,
 *   baseline: import('./baselines/baseline.js').Baseline }} context
 */
export function patchStateOf(node, layout, { seed, region, baseline }) {
  const scan = node.scanDay === 0 ? [] : [node.scanDay];
  const random = randomOf('state', seed, node.key, ...scan);
  const counts = countStates(layout);
  const isInstall = random.chance(0.2);
  const endedAt = node.scannedAt;
  return {
    baselineId: baseline.id,
    snapshotId: random.chance(0.9) ? random.uuid() : undefined,
    installOverrideList: random.chance(0.01) ? overrideList(region) : undefined,
    ownerInformation: random.chance(0.6) ? '' : undefined,
    operation: isInstall ? 'Install' : 'Scan',
    startedAt: Math.round((endedAt - random.between(8_000, 190_000) / 1000) * 1000) / 1000,
    endedAt,
    rebootOption: isInstall ? random.pick(['RebootIfNeeded', 'NoReboot']) : undefined,
    lastNoRebootInstallAt: counts.InstalledPendingReboot > 0 ? endedAt : undefined,
    unreportedNotApplicable: unreportedCount(node, random),
    counts,
    nonCompliant: countNonCompliant(layout, baseline),
  };
}

function countStates(layout) {
  const counts = {
    Installed: 0,
    InstalledOther: 0,
    InstalledPendingReboot: 0,
    InstalledRejected: 0,
    Missing: 0,
    Failed: 0,
    NotApplicable: 0,
    AvailableSecurityUpdate: 0,
  };
  for (const { state } of layout) counts[state] += 1;
  return counts;
}

function countNonCompliant(layout, baseline) {
  const counts = { critical: 0, security: 0, other: 0 };
  for (const { patch, state } of layout) {
    if (isNonCompliant(state, baseline)) counts[categoryOf(patch)] += 1;
  }
  return counts;
}

function categoryOf({ isCritical, classification }) {
  if (isCritical) return 'critical';
  return SECURITY.has(classification) ? 'security' : 'other';
}

/** The patches that do not apply and are not listed; -1 where the service does not know. */
function unreportedCount(node, random) {
  if (random.chance(0.1)) return -1;
  return node.platform.type === 'Windows' ? random.between(300, 1500) : 0;
}

function overrideList(region) {
  return `s3://patch-overrides-${region}/baselines/override.json`;
}
