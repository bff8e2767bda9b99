import { listingOf } from '../paging.js';
import { wireState } from './wire-state.js';

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
