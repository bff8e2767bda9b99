/**
 * The patch counts of a scanned node as `InstancePatchState`.
 * @param {import('../../fleet/node.js').Node} node
 * @param {import('../../fleet/patch-state.js').PatchState} state
 */
export function patchStateOutput(node, state) {
  return {
    InstanceId: node.id,
    PatchGroup: node.patchGroup,
    BaselineId: state.baselineId,
    SnapshotId: state.snapshotId,
    InstallOverrideList: state.installOverrideList,
    OwnerInformation: state.ownerInformation,
    ...countsOutput(node, state),
    OperationStartTime: state.startedAt,
    OperationEndTime: state.endedAt,
    Operation: state.operation,
    LastNoRebootInstallOperationTime: state.lastNoRebootInstallAt,
    RebootOption: state.rebootOption,
  };
}

function countsOutput(node, { counts, nonCompliant, unreportedNotApplicable }) {
  const isWindows = node.platform.type === 'Windows';
  const optional = (count) => (node.leavesOutCounts && count === 0 ? undefined : count);
  return {
    InstalledCount: counts.Installed,
    InstalledOtherCount: counts.InstalledOther,
    InstalledPendingRebootCount: optional(counts.InstalledPendingReboot),
    InstalledRejectedCount: optional(counts.InstalledRejected),
    MissingCount: counts.Missing,
    FailedCount: counts.Failed,
    UnreportedNotApplicableCount: optional(unreportedNotApplicable),
    NotApplicableCount: counts.NotApplicable,
    AvailableSecurityUpdateCount: isWindows ? optional(counts.AvailableSecurityUpdate) : undefined,
    CriticalNonCompliantCount: optional(nonCompliant.critical),
    SecurityNonCompliantCount: optional(nonCompliant.security),
    OtherNonCompliantCount: optional(nonCompliant.other),
  };
}
