import { nodeTest } from '../filters/nodes.js';
import { nodeOutput } from '../output/node.js';
import { matching } from '../paging.js';

/**
 * The managed nodes, including those that were never scanned.
 *
 * Filters, in both lists: `InstanceIds`, `PingStatus`, `PlatformTypes`, `AgentVersion`,
 * `ResourceType`, `AssociationStatus`, `ActivationIds`, `IamRole`; in `Filters` also `SourceIds`,
 * `SourceTypes`, `tag-key` and `tag:…`.
 * @type {import('../operation.js').ListOperation}
 */
export const describeInstanceInformation = {
  pageSize: 10,
  list({ input }, { fleet }) {
    const matches = nodeTest(input);
    return (start) => matching(fleet.nodes(start), matches);
  },
  describe: nodeOutput,
};
