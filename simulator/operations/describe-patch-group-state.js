import { scannedNodesOf } from './group-nodes.js';

/** Whether a node has any of what is counted, by member of the answer. */
const COUNTED = {
  Instances: () => true,
  InstancesWithInstalledPatches: ({ counts }) => counts.Installed > 0,
  InstancesWithInstalledOtherPatches: ({ counts }) => counts.InstalledOther > 0,
  InstancesWithInstalledPendingRebootPatches: ({ counts }) => counts.InstalledPendingReboot > 0,
  InstancesWithInstalledRejectedPatches: ({ counts }) => counts.InstalledRejected > 0,
  InstancesWithMissingPatches: ({ counts }) => counts.Missing > 0,
  InstancesWithFailedPatches: ({ counts }) => counts.Failed > 0,
  InstancesWithNotApplicablePatches: ({ counts }) => counts.NotApplicable > 0,
  InstancesWithUnreportedNotApplicablePatches: (state) => state.unreportedNotApplicable > 0,
  InstancesWithCriticalNonCompliantPatches: ({ nonCompliant }) => nonCompliant.critical > 0,
  InstancesWithSecurityNonCompliantPatches: ({ nonCompliant }) => nonCompliant.security > 0,
  InstancesWithOtherNonCompliantPatches: ({ nonCompliant }) => nonCompliant.other > 0,
  InstancesWithAvailableSecurityUpdates: ({ counts }) => counts.AvailableSecurityUpdate > 0,
};

/** How many scanned nodes of a patch group have patches in which state; 0 for an unknown group. */
export const describePatchGroupState = {
  input: 'DescribePatchGroupStateRequest',

  answer({ input }, { fleet }) {
    const totals = Object.fromEntries(Object.keys(COUNTED).map((member) => [member, 0]));
    for (const [, { state }] of scannedNodesOf(fleet, input.PatchGroup)) {
      for (const [member, isCounted] of Object.entries(COUNTED)) {
        if (isCounted(state)) totals[member] += 1;
      }
    }
    return totals;
  },
};
