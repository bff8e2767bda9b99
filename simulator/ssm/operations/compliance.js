import { complianceItems, countSeverities, resourceSummaries } from '../../fleet/compliance.js';
import { declaredError } from '../declared-error.js';
import { complianceTest, filterTimestamp } from '../filters/compliance.js';
import { executionOutput, RESOURCE_TYPE, summariesOutput } from '../output/compliance.js';
import { listingOf } from '../paging.js';

/** More than any node has; a position in a listing is the node's index times this. */
const ITEMS_PER_NODE = 1000;
/** More than there are compliance types. */
const SUMMARIES_PER_NODE = 10;

/** What items can be filtered by, by filter key. */
const ITEM_KEYS = {
  ComplianceType: ({ item }) => item.type,
  ExecutionId: ({ item }) => item.executionId,
  ExecutionTime: ({ item }) => filterTimestamp(item.executedAt),
  ExecutionType: ({ item }) => item.executionType,
  Id: ({ item }) => item.id,
  ResourceId: ({ node }) => node.id,
  ResourceType: () => RESOURCE_TYPE,
  Severity: ({ item }) => item.severity,
  Status: ({ item }) => item.status,
  Title: ({ item }) => item.title,
  ...detailKeys(
    'Classification',
    'DocumentName',
    'DocumentVersion',
    'InstalledTime',
    'PatchBaselineId',
    'PatchGroup',
    'PatchSeverity',
    'PatchState',
  ),
};

/** What the summaries of nodes can be filtered by, by filter key. */
const SUMMARY_KEYS = {
  ComplianceType: ({ summary }) => summary.type,
  ExecutionTime: ({ summary }) => filterTimestamp(summary.executedAt),
  ExecutionType: ({ summary }) => summary.executionType,
  OverallSeverity: ({ summary }) => summary.severity,
  PatchGroup: ({ node }) => node.patchGroup,
  ResourceId: ({ node }) => node.id,
  ResourceType: () => RESOURCE_TYPE,
  Status: ({ summary }) => summary.status,
};

/**
 * The association and the patches of one node; of all nodes without `ResourceIds`. Filters: the
 * keys above.
 * @type {import('../operation.js').ListOperation}
 */
export const listComplianceItems = {
  pageSize: 50,
  list({ input }, { fleet }) {
    const matches = complianceTest(input.Filters, ITEM_KEYS);
    const nodesFrom = requestedNodes(input, fleet);
    return (start) => itemsOf(nodesFrom(start), { fleet, matches, start });
  },
  describe: ({ node, item }) => ({
    ComplianceType: item.type,
    ResourceType: RESOURCE_TYPE,
    ResourceId: node.id,
    Id: item.id,
    Title: item.title,
    Status: item.status,
    Severity: item.severity,
    ExecutionSummary: executionOutput(item),
    Details: item.details,
  }),
};

/**
 * For each compliance type, how many nodes are compliant, by their worst severity. Filters: those
 * of the summaries of nodes.
 * @type {import('../operation.js').ListOperation}
 */
export const listComplianceSummaries = {
  pageSize: 50,
  list: ({ input }, { fleet }) => listingOf(totals(input, fleet)),
  describe: ({ type, ...counts }) => ({ ComplianceType: type, ...summariesOutput(counts) }),
};

/**
 * For each scanned node and compliance type, how many items are compliant. Filters: the keys above.
 * @type {import('../operation.js').ListOperation}
 */
export const listResourceComplianceSummaries = {
  pageSize: 50,
  list: ({ input }, { fleet }) => summaryListing(input, fleet),
  describe: ({ node, summary }) => ({
    ComplianceType: summary.type,
    ResourceType: RESOURCE_TYPE,
    ResourceId: node.id,
    Status: summary.status,
    OverallSeverity: summary.severity,
    ExecutionSummary: executionOutput(summary),
    ...summariesOutput(summary),
  }),
};

function detailKeys(...names) {
  return Object.fromEntries(names.map((name) => [name, ({ item }) => item.details[name]]));
}

/** The named node, or all nodes from where a page begins. */
function requestedNodes({ ResourceIds, ResourceTypes = [] }, fleet) {
  if (ResourceTypes.some((type) => type !== RESOURCE_TYPE)) {
    throw declaredError('InvalidResourceType');
  }
  if (ResourceIds === undefined) {
    return (start) => fleet.allNodes(Math.floor(start / ITEMS_PER_NODE));
  }
  const node = ResourceIds.length === 1 ? fleet.find(ResourceIds[0]) : undefined;
  if (node === undefined) throw declaredError('InvalidResourceId');
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

/** The summaries of the nodes that pass the filters, two for each scanned node. */
function summaryListing({ Filters }, fleet) {
  const matches = complianceTest(Filters, SUMMARY_KEYS);
  return function* from(start) {
    for (const [index, node] of fleet.allNodes(Math.floor(start / SUMMARIES_PER_NODE))) {
      const summaries = resourceSummaries(complianceItems(fleet, node));
      for (const [at, summary] of summaries.entries()) {
        const position = index * SUMMARIES_PER_NODE + at;
        if (position >= start && matches({ node, summary })) yield [position, { node, summary }];
      }
    }
  };
}

function totals(input, fleet) {
  const byType = new Map();
  for (const [, { summary }] of summaryListing(input, fleet)(0)) {
    if (!byType.has(summary.type)) byType.set(summary.type, []);
    byType.get(summary.type).push(summary);
  }
  return [...byType].map(([type, summaries]) => ({
    type,
    compliant: countSeverities(summaries.filter(({ status }) => status === 'COMPLIANT')),
    nonCompliant: countSeverities(summaries.filter(({ status }) => status === 'NON_COMPLIANT')),
  }));
}
