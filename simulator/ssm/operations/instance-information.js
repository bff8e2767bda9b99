import { isLatestAgent } from '../../fleet/node.js';
import { nodeTest } from '../filters/nodes.js';
import { agentOutput } from '../output/node.js';
import { matching } from '../paging.js';
import { validationError } from '../validation-error.js';

/**
 * The managed nodes, including those that were never scanned and without those that are stopped.
 *
 * Filters, in both lists: `InstanceIds`, `PingStatus`, `PlatformTypes`, `AgentVersion`,
 * `ResourceType`, `AssociationStatus`, `ActivationIds`, `IamRole`; in `Filters` also `SourceIds`,
 * `SourceTypes`, `tag-key` and `tag:…`.
 * @type {import('../operation.js').ListOperation}
 */
export const describeInstanceInformation = {
  pageSize: 10,
  list({ input: { Filters = [], InstanceInformationFilterList: older = [] } }, { fleet }) {
    if (Filters.length > 0 && older.length > 0) {
      throw validationError(
        'Filters and InstanceInformationFilterList cannot be used in the same request.',
      );
    }
    const filters = [
      ...Filters.map(({ Key, Values }) => ({ key: Key, values: Values })),
      ...older.map(({ key, valueSet }) => ({ key, values: valueSet })),
    ];
    const matches = nodeTest(filters, {
      errors: {
        InstanceIds: 'InvalidInstanceId',
        other: 'InvalidInstanceInformationFilterValue',
      },
    });
    return (start) => matching(fleet.nodes(start), matches);
  },
  describe: (node) => ({
    ...agentOutput(node),
    IsLatestVersion: isLatestAgent(node),
    // Only hybrid nodes have a name here.
    Name: node.isHybrid ? node.name : undefined,
    IPAddress: node.ipAddress,
  }),
};

/**
 * The managed nodes with what EC2 knows of them, including those that are stopped.
 *
 * Filters, in both lists: those of DescribeInstanceInformation, and `DocumentName`, the document of
 * the association; in `FiltersWithOperator` also `SourceIds`, `SourceTypes`, `tag-key` and `tag:…`.
 * @type {import('../operation.js').ListOperation}
 */
export const describeInstanceProperties = {
  pageSize: 50,
  list({ input: { FiltersWithOperator = [], InstancePropertyFilterList: older = [] } }, { fleet }) {
    const filters = [
      ...FiltersWithOperator.map(({ Key, Values, Operator }) => ({
        key: Key,
        values: Values,
        operator: Operator,
      })),
      ...older.map(({ key, valueSet }) => ({ key, values: valueSet })),
    ];
    const matches = nodeTest(filters, {
      keys: { DocumentName: (node) => node.documentName },
      errors: {
        InstanceIds: 'InvalidInstanceId',
        ActivationIds: 'InvalidActivationId',
        DocumentName: 'InvalidDocument',
        other: 'InvalidInstancePropertyFilterValue',
      },
    });
    return (start) => matching(fleet.allNodes(start), matches);
  },
  describe: (node, { fleet }) => ({
    ...agentOutput(node),
    Name: node.name,
    ...(node.isHybrid ? { IPAddress: node.ipAddress } : instanceOutput(fleet.instance(node))),
  }),
};

function instanceOutput(instance) {
  return {
    InstanceType: instance.type,
    InstanceRole: instance.profile,
    KeyName: instance.keyName,
    InstanceState: instance.state,
    Architecture: instance.architecture,
    IPAddress: instance.publicAddress,
    LaunchTime: instance.launchedAt,
    AvailabilityZone: instance.availabilityZone,
  };
}
