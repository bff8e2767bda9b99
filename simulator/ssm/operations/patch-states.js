import { countTest } from '../filters/counts.js';
import { patchStateOutput } from '../output/patch-state.js';
import { listingOf, matching } from '../paging.js';

/**
 * The patch counts of up to 50 nodes. Nodes that are unknown or were never scanned are silently
 * left out.
 * @type {import('../operation.js').ListOperation}
 */
export const describeInstancePatchStates = {
  pageSize: 50,
  list({ input }, { fleet }) {
    const nodes = [...new Set(input.InstanceIds)].map((id) => fleet.find(id));
    return listingOf(nodes.filter((node) => node?.isScanned));
  },
  describe: (node, { fleet, quirks }) => patchStateOutput(node, fleet.patchState(node), quirks),
};

/**
 * The patch counts of the scanned nodes of a patch group. Filters: the eight documented counts.
 * @type {import('../operation.js').ListOperation}
 */
export const describeInstancePatchStatesForPatchGroup = {
  pageSize: 50,
  lastToken: '',
  list({ input }, { fleet }) {
    const matches = countTest(input.Filters);
    return (start) =>
      matching(fleet.scannedNodesOf(input.PatchGroup, start), ({ state }) => matches(state));
  },
  describe: ({ node, state }, { quirks }) => patchStateOutput(node, state, quirks),
};
