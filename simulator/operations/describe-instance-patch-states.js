import { listingOf } from '../paging.js';

/** The patch counts of up to 50 nodes; nodes unknown or never scanned are left out, silently. */
export const describeInstancePatchStates = {
  input: 'DescribeInstancePatchStatesRequest',

  answer(call, { fleet, time, pageOf }) {
    const nodes = scannedNodes(call.input.InstanceIds, fleet);
    const page = pageOf(call, listingOf(nodes), { defaultSize: 50 });
    return {
      InstancePatchStates: page.items.map((node) => wireState(node, fleet.patchState(node), time)),
      NextToken: page.nextToken,
    };
  },
};

function scannedNodes(ids, fleet) {
  const nodes = [...new Set(ids)].map((id) => fleet.find(id));
  return nodes.filter((node) => node?.isScanned);
}

function wireState(node, state, time) {
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
