import { patchTest } from '../filters/patches.js';
import { identityOutput } from '../output/baseline.js';
import { listingOf } from '../paging.js';

/** What the mappings of patch groups can be filtered by, by filter key. */
const KEYS = {
  NAME_PREFIX: ({ baseline }) => baseline.name,
  OPERATING_SYSTEM: ({ baseline }) => baseline.operatingSystem,
};

/** By output member, whether a node counts. */
const COUNTERS = {
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

/**
 * The baseline of each patch group, with an item for each operating system of the group. Filters:
 * `NAME_PREFIX` of the baseline, `OPERATING_SYSTEM`.
 * @type {import('../operation.js').ListOperation}
 */
export const describePatchGroups = {
  pageSize: 50,
  list({ input }, { fleet }) {
    const mappings = fleet.baselines.all.flatMap((baseline) =>
      baseline.groups.map((group) => ({ group, baseline })),
    );
    return listingOf(mappings.filter(patchTest(input.Filters, KEYS)));
  },
  describe: ({ group, baseline }) => ({
    PatchGroup: group,
    BaselineIdentity: identityOutput(baseline),
  }),
};

/**
 * How many scanned nodes of a patch group have patches in which state; 0 for an unknown group.
 * @type {import('../operation.js').ReadOperation}
 */
export const describePatchGroupState = {
  read({ input }, { fleet }) {
    const totals = Object.fromEntries(Object.keys(COUNTERS).map((member) => [member, 0]));
    for (const [, { state }] of fleet.scannedNodesOf(input.PatchGroup)) {
      for (const [member, counts] of Object.entries(COUNTERS)) {
        if (counts(state)) totals[member] += 1;
      }
    }
    return totals;
  },
};
