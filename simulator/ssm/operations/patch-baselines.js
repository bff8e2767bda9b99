import { baselineNamed } from '../baseline-named.js';
import { patchTest } from '../filters/patches.js';
import { baselineOutput, identityOutput } from '../output/baseline.js';
import { listingOf } from '../paging.js';

/** What baselines can be filtered by, by filter key. */
const KEYS = {
  NAME_PREFIX: (baseline) => baseline.name,
  OWNER: (baseline) => baseline.owner,
  OPERATING_SYSTEM: (baseline) => baseline.operatingSystem,
};

/**
 * The baselines of the account: those that AWS predefines, and its own. Filters: `NAME_PREFIX`,
 * `OWNER`, `OPERATING_SYSTEM`.
 * @type {import('../operation.js').ListOperation}
 */
export const describePatchBaselines = {
  pageSize: 50,
  list: ({ input }, { fleet }) =>
    listingOf(fleet.baselines.all.filter(patchTest(input.Filters, KEYS))),
  describe: identityOutput,
};

/**
 * One baseline with its rules. AWS's own are found by their ARN only.
 * @type {import('../operation.js').ReadOperation}
 */
export const getPatchBaseline = {
  read: ({ input }, { fleet }) => baselineOutput(baselineNamed(input.BaselineId, fleet)),
};

/**
 * The baseline of the nodes without a patch group.
 * @type {import('../operation.js').ReadOperation}
 */
export const getDefaultPatchBaseline = {
  read: ({ input: { OperatingSystem = 'WINDOWS' } }, { fleet }) => ({
    BaselineId: fleet.baselines.defaultOf(OperatingSystem).id,
    OperatingSystem,
  }),
};

/**
 * The baseline of a patch group; the default one for a group that is not registered.
 * @type {import('../operation.js').ReadOperation}
 */
export const getPatchBaselineForPatchGroup = {
  read: ({ input: { PatchGroup, OperatingSystem = 'WINDOWS' } }, { fleet }) => ({
    BaselineId: fleet.baselines.ofGroup(PatchGroup, OperatingSystem).id,
    PatchGroup,
    OperatingSystem,
  }),
};
