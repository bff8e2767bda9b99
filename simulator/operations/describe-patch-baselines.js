import { listingOf } from '../paging.js';
import { patchTest } from './patch-filters.js';
import { wireIdentity } from './wire-baseline.js';

const FILTERED = {
  NAME_PREFIX: (baseline) => baseline.name,
  OWNER: (baseline) => baseline.owner,
  OPERATING_SYSTEM: (baseline) => baseline.operatingSystem,
};

/** The baselines of the account: those that AWS predefines, and its own. */
export const describePatchBaselines = {
  input: 'DescribePatchBaselinesRequest',

  answer(call, { fleet, pageOf }) {
    const matches = patchTest(call.input.Filters ?? [], FILTERED);
    const page = pageOf(call, listingOf(fleet.baselines.all.filter(matches)), { defaultSize: 50 });
    return { BaselineIdentities: page.items.map(wireIdentity), NextToken: page.nextToken };
  },
};
