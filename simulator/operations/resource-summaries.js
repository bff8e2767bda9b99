import { complianceItems, resourceSummaries } from '../fleet/compliance.js';
import { complianceTest } from './compliance-filters.js';
import { filterTime, RESOURCE_TYPE } from './wire-compliance.js';

/** More than there are types. */
const SUMMARIES_PER_NODE = 10;

/** What the summaries of nodes can be filtered by, by filter key. */
const FILTERED = {
  ComplianceType: ({ summary }) => summary.type,
  ExecutionTime: ({ summary }) => filterTime(summary.executedAt),
  ExecutionType: ({ summary }) => summary.executionType,
  OverallSeverity: ({ summary }) => summary.severity,
  PatchGroup: ({ node }) => node.patchGroup,
  ResourceId: ({ node }) => node.id,
  ResourceType: () => RESOURCE_TYPE,
  Status: ({ summary }) => summary.status,
};

/**
 * The listing of the nodes' summaries that hold filters let through, two a scanned node.
 * @param {{ Filters?: object[] }} input
 * @param {import('../fleet/fleet.js').Fleet} fleet
 */
export function summaryListing({ Filters = [] }, fleet) {
  const matches = complianceTest(Filters, FILTERED);
  return function* from(start) {
    for (const [index, node] of fleet.nodes(Math.floor(start / SUMMARIES_PER_NODE))) {
      const summaries = resourceSummaries(complianceItems(fleet, node));
      for (const [at, summary] of summaries.entries()) {
        const position = index * SUMMARIES_PER_NODE + at;
        if (position >= start && matches({ node, summary })) yield [position, { node, summary }];
      }
    }
  };
}
