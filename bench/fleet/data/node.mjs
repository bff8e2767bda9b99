/** Nodes with their open patches, as the service writes them. */
import { double, toJson } from '../../../simulator/json-doubles.js';
import { DAY, drawPatch, NOW } from './catalog.mjs';

const STATES = [
  ['Missing', 86],
  ['Failed', 5],
  ['InstalledPendingReboot', 7],
  ['InstalledRejected', 2],
];
const ENVIRONMENTS = [
  ['prod', 50],
  ['stage', 18],
  ['dev', 22],
  ['dr', 10],
];
const ROLES = ['web', 'api', 'db', 'batch', 'cache', 'ci', 'bastion', 'queue', 'ad', 'file', 'app'];
/** What Windows nodes report as InstalledTime of a patch that was never installed: year 1. */
const WINDOWS_NEVER = -62_135_596_800;

/**
 * @typedef {object} Node
 * @property {string} instanceId
 * @property {string} patchGroup
 * @property {boolean} isWindows
 * @property {'plain' | 'exponent'} notation of its timestamps
 * @property {{ patch: import('./catalog.mjs').Patch, state: string }[]} findings
 */

/**
 * @param {import('./random.mjs').Random} random
 * @param {import('./catalog.mjs').PlatformPatches} platform
 * @param {number} findings how many
 * @returns {Node}
 */
export function newNode(random, platform, findings) {
  const { isWindows } = platform.platform;
  const chosen = new Set();
  while (chosen.size < findings) chosen.add(drawPatch(random, platform));
  const system = isWindows ? 'windows' : 'linux';
  const group = `${random.weighted(ENVIRONMENTS)}-${random.pick(ROLES)}-${system}`;
  return {
    instanceId: `${random.next() < 0.08 ? 'mi' : 'i'}-0${random.hex(16)}`,
    patchGroup: random.next() < 0.07 ? '' : group,
    isWindows,
    notation: random.next() < 0.7 ? 'exponent' : 'plain',
    findings: [...chosen]
      .sort((a, b) => a - b)
      .map((i) => ({ patch: platform.patches[i], state: random.weighted(STATES) })),
  };
}

/** @returns {string} the body of a DescribeInstancePatches response, which is the last page */
export function patchesBody(random, node) {
  return toJson({ Patches: node.findings.map((finding) => patchEntry(random, node, finding)) });
}

/** @returns {object} an entry of DescribeInstancePatchStates */
export function stateEntry(random, { instanceId, patchGroup, notation, findings }) {
  const count = (state) => findings.filter((it) => it.state === state).length;
  const critical = findings.filter((it) => it.patch.severity === 'Critical').length;
  const end = NOW - random.int(0, DAY * 1000) / 1000;
  return {
    AvailableSecurityUpdateCount: 0,
    BaselineId: `pb-0${patchGroup.startsWith('prod') ? '8a1b7c3d9e2f4560' : '4c5d6e7f8a9b0c1d'}`,
    CriticalNonCompliantCount: critical,
    FailedCount: count('Failed'),
    InstallOverrideList: '',
    InstalledCount: random.int(40, 320),
    InstalledOtherCount: random.int(0, 40),
    InstalledPendingRebootCount: count('InstalledPendingReboot'),
    InstalledRejectedCount: count('InstalledRejected'),
    InstanceId: instanceId,
    LastNoRebootInstallOperationTime: double(end - random.int(5, 30) * DAY, notation),
    MissingCount: count('Missing'),
    NotApplicableCount: random.int(100, 900),
    Operation: random.next() < 0.9 ? 'Scan' : 'Install',
    OperationEndTime: double(end, notation),
    OperationStartTime: double(Math.round((end - random.int(8, 60)) * 1000) / 1000, notation),
    OtherNonCompliantCount: random.int(0, 5),
    OwnerInformation: '',
    PatchGroup: patchGroup,
    RebootOption: random.next() < 0.7 ? 'RebootIfNeeded' : 'NoReboot',
    SecurityNonCompliantCount: findings.length - critical,
    SnapshotId: snapshotId(random),
    UnreportedNotApplicableCount: random.int(0, 20),
  };
}

// The service names CVEs of Missing and Failed patches only.
function patchEntry(random, node, { patch, state }) {
  const isAbsent = state === 'Missing' || state === 'Failed';
  const cves = isAbsent && patch.cves.length > 0 ? { CVEIds: patch.cves.join(',') } : {};
  return {
    ...cves,
    Classification: patch.classification,
    InstalledTime: isAbsent ? never(random, node) : installed(random, node, patch),
    KBId: patch.kb,
    Severity: patch.severity,
    State: state,
    Title: patch.title,
  };
}

function never(random, { isWindows }) {
  const isYearOne = isWindows && random.next() < 0.6;
  return isYearOne ? double(WINDOWS_NEVER, 'exponent') : double(0, 'plain');
}

function installed(random, { notation }, { ageDays }) {
  return double(NOW - random.int(1, ageDays) * DAY - random.int(0, DAY), notation);
}

function snapshotId(random) {
  const part = (digits) => random.hex(digits);
  return `${part(8)}-${part(4)}-4${part(3)}-a${part(3)}-${part(12)}`;
}
