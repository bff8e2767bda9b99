/**
 * The patch counts of a scanned node as `InstancePatchState` describes them.
 * @param {import('../fleet/node.js').Node} node
 * @param {NonNullable<ReturnType<import('../fleet/fleet.js').Fleet['patchState']>>} state
 * @param {import('./index.js').Service['time']} time
 */
export function wireState(node, state, time) {
  return {
    InstanceId: node.id,
    PatchGroup: node.patchGroup,
    BaselineId: state.baselineId,
    SnapshotId: state.snapshotId,
    InstallOverrideList: state.installOverrideList,
    OwnerInformation: state.ownerInformation,
    ...wireCounts(node, state),
    OperationStartTime: time(state.startedAt, node.spelling),
    OperationEndTime: time(state.endedAt, node.spelling),
    Operation: state.operation,
    LastNoRebootInstallOperationTime: time(state.lastNoRebootInstallAt, node.spelling),
    RebootOption: state.rebootOption,
  };
}

function wireCounts(node, { counts, nonCompliant, unreportedNotApplicable }) {
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
