import { complianceItems } from '../fleet/compliance.js';
import { ServiceError } from '../service-error.js';
import { complianceTest } from './compliance-filters.js';
import { filterTime, RESOURCE_TYPE, wireExecution } from './wire-compliance.js';

/** More than any node has. */
const ITEMS_PER_NODE = 1000;

/** What an item can be filtered by, by filter key. */
const FILTERED = {
  ComplianceType: ({ item }) => item.type,
  ExecutionId: ({ item }) => item.executionId,
  ExecutionTime: ({ item }) => filterTime(item.executedAt),
  ExecutionType: ({ item }) => item.executionType,
  Id: ({ item }) => item.id,
  ResourceId: ({ node }) => node.id,
  ResourceType: () => RESOURCE_TYPE,
  Severity: ({ item }) => item.severity,
  Status: ({ item }) => item.status,
  Title: ({ item }) => item.title,
  ...detail('Classification'),
  ...detail('DocumentName'),
  ...detail('DocumentVersion'),
  ...detail('InstalledTime'),
  ...detail('PatchBaselineId'),
  ...detail('PatchGroup'),
  ...detail('PatchSeverity'),
  ...detail('PatchState'),
};

/** The association and the patches of one node, or of all nodes. */
export const listComplianceItems = {
  input: 'ListComplianceItemsRequest',

  answer(call, { fleet, time, pageOf }) {
    const matches = complianceTest(call.input.Filters ?? [], FILTERED);
    const nodes = nodesAsked(call.input, fleet);
    const page = pageOf(call, (start) => itemsOf(nodes(start), { fleet, matches, start }), {
      defaultSize: 50,
    });
    return {
      ComplianceItems: page.items.map((entry) => wireItem(entry, time)),
      NextToken: page.nextToken,
    };
  },
};

function detail(name) {
  return { [name]: ({ item }) => item.details[name] };
}

/** The node that was named, or all from where a page begins. */
function nodesAsked({ ResourceIds, ResourceTypes = [] }, fleet) {
  if (ResourceTypes.some((type) => type !== RESOURCE_TYPE)) {
    throw new ServiceError('InvalidResourceType');
  }
  if (ResourceIds === undefined) return (start) => fleet.nodes(Math.floor(start / ITEMS_PER_NODE));
  const node = ResourceIds.length === 1 ? fleet.find(ResourceIds[0]) : undefined;
  if (node === undefined) throw new ServiceError('InvalidResourceId');
  return () => [[node.index, node]];
}

function* itemsOf(nodes, { fleet, matches, start }) {
  for (const [index, node] of nodes) {
    for (const [at, item] of complianceItems(fleet, node).entries()) {
      const position = index * ITEMS_PER_NODE + at;
      if (position >= start && matches({ node, item })) yield [position, { node, item }];
    }
  }
}

function wireItem({ node, item }, time) {
  return {
    ComplianceType: item.type,
    ResourceType: RESOURCE_TYPE,
    ResourceId: node.id,
    Id: item.id,
    Title: item.title,
    Status: item.status,
    Severity: item.severity,
    ExecutionSummary: wireExecution(item, time),
    Details: item.details,
  };
}
