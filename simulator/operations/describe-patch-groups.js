import { listingOf } from '../paging.js';
import { patchTest } from './patch-filters.js';
import { wireIdentity } from './wire-baseline.js';

const FILTERED = {
  NAME_PREFIX: ({ baseline }) => baseline.name,
  OPERATING_SYSTEM: ({ baseline }) => baseline.operatingSystem,
};

/** Which baseline each patch group uses: a line for each operating system of the group. */
export const describePatchGroups = {
  input: 'DescribePatchGroupsRequest',

  answer(call, { fleet, pageOf }) {
    const matches = patchTest(call.input.Filters ?? [], FILTERED);
    const mappings = fleet.baselines.all.flatMap((baseline) =>
      baseline.groups.map((group) => ({ group, baseline })),
    );
    const page = pageOf(call, listingOf(mappings.filter(matches)), { defaultSize: 50 });
    return {
      Mappings: page.items.map(({ group, baseline }) => ({
        PatchGroup: group,
        BaselineIdentity: wireIdentity(baseline),
      })),
      NextToken: page.nextToken,
    };
  },
};
