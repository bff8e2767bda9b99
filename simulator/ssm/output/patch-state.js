/** The counts that old agents leave out if they are 0. */
const OPTIONAL_COUNTS = new Set([
  'InstalledPendingRebootCount',
  'InstalledRejectedCount',
  'UnreportedNotApplicableCount',
  'AvailableSecurityUpdateCount',
  'CriticalNonCompliantCount',
  'SecurityNonCompliantCount',
  'OtherNonCompliantCount',
]);
/** The counts of patches that make a node non-compliant. */
const OPEN_COUNTS = [
  'MissingCount',
  'FailedCount',
  'InstalledRejectedCount',
  'InstalledPendingRebootCount',
];

/**
 * The patch counts of a scanned node as `InstancePatchState`.
 * @param {import('../../fleet/node.js').Node} node
 * @param {import('../../fleet/patch-state.js').PatchState} state
 * @param {Set<string>} quirks
 */
export function patchStateOutput(node, state, quirks) {
  return {
    InstanceId: node.id,
    PatchGroup: node.patchGroup,
    BaselineId: state.baselineId,
    SnapshotId: state.snapshotId,
    InstallOverrideList: state.installOverrideList,
    OwnerInformation: state.ownerInformation,
    ...countsOutput(node, state, quirks),
    OperationStartTime: state.startedAt,
    OperationEndTime: state.endedAt,
    Operation: state.operation,
    LastNoRebootInstallOperationTime: state.lastNoRebootInstallAt,
    RebootOption: state.rebootOption,
  };
}

function countsOutput(node, state, quirks) {
  const counts = countsOf(node, state);
  if (quirks.has('unknown-counts')) counts.UnreportedNotApplicableCount = -1;
  if (quirks.has('hidden-non-compliance') && OPEN_COUNTS.every((name) => counts[name] === 0)) {
    counts.SecurityNonCompliantCount = 3;
  }
  const isOptional = (name) =>
    quirks.has('absent-counts') || (node.leavesOutCounts && OPTIONAL_COUNTS.has(name));
  const present = Object.entries(counts).filter(([name, count]) => count !== 0 || !isOptional(name));
  return Object.fromEntries(present);
}

function countsOf({ platform }, { counts, nonCompliant, unreportedNotApplicable }) {
  return {
    InstalledCount: counts.Installed,
    InstalledOtherCount: counts.InstalledOther,
    InstalledPendingRebootCount: counts.InstalledPendingReboot,
    InstalledRejectedCount: counts.InstalledRejected,
    MissingCount: counts.Missing,
    FailedCount: counts.Failed,
    UnreportedNotApplicableCount: unreportedNotApplicable,
    NotApplicableCount: counts.NotApplicable,
    AvailableSecurityUpdateCount:
      platform.type === 'Windows' ? counts.AvailableSecurityUpdate : undefined,
    CriticalNonCompliantCount: nonCompliant.critical,
    SecurityNonCompliantCount: nonCompliant.security,
    OtherNonCompliantCount: nonCompliant.other,
  };
}
