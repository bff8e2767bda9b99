import { modeledError } from '../service-error.js';
import { scannedNodesOf } from './group-nodes.js';
import { wireState } from './wire-state.js';

/** The counts that can be filtered by, by filter key. */
const FILTERED = {
  InstalledCount: ({ counts }) => counts.Installed,
  InstalledOtherCount: ({ counts }) => counts.InstalledOther,
  InstalledPendingRebootCount: ({ counts }) => counts.InstalledPendingReboot,
  InstalledRejectedCount: ({ counts }) => counts.InstalledRejected,
  MissingCount: ({ counts }) => counts.Missing,
  FailedCount: ({ counts }) => counts.Failed,
  UnreportedNotApplicableCount: (state) => state.unreportedNotApplicable,
  NotApplicableCount: ({ counts }) => counts.NotApplicable,
};
const COMPARED = {
  Equal: (count, limit) => count === limit,
  NotEqual: (count, limit) => count !== limit,
  LessThan: (count, limit) => count < limit,
  GreaterThan: (count, limit) => count > limit,
};

/** The patch counts of the scanned nodes of a patch group. */
export const describeInstancePatchStatesForPatchGroup = {
  input: 'DescribeInstancePatchStatesForPatchGroupRequest',

  answer(call, { fleet, time, pageOf }) {
    const { PatchGroup, Filters = [] } = call.input;
    const tests = Filters.map(testOf);
    const matches = ({ state }) => tests.every((test) => test(state));
    const listing = (start) => matching(scannedNodesOf(fleet, PatchGroup, start), matches);
    const page = pageOf(call, listing, { defaultSize: 50, lastToken: '' });
    return {
      InstancePatchStates: page.items.map(({ node, state }) => wireState(node, state, time)),
      NextToken: page.nextToken,
    };
  },
};

function* matching(entries, matches) {
  for (const entry of entries) if (matches(entry[1])) yield entry;
}

function testOf({ Key, Values: [value], Type }) {
  if (!Object.hasOwn(FILTERED, Key) || !/^\d{1,9}$/.test(value)) throw invalidFilter();
  return (state) => COMPARED[Type](FILTERED[Key](state), Number(value));
}

function invalidFilter() {
  return modeledError(
    'InvalidFilter',
    "The filter name isn't valid. Verify that you entered the correct name and try again.",
  );
}
