import { summaryListing } from './resource-summaries.js';
import { RESOURCE_TYPE, wireExecution, wireSummaries } from './wire-compliance.js';

/** For each scanned node and compliance type, how many items comply. */
export const listResourceComplianceSummaries = {
  input: 'ListResourceComplianceSummariesRequest',

  answer(call, { fleet, time, pageOf }) {
    const page = pageOf(call, summaryListing(call.input, fleet), { defaultSize: 50 });
    return {
      ResourceComplianceSummaryItems: page.items.map((entry) => wireSummary(entry, time)),
      NextToken: page.nextToken,
    };
  },
};

function wireSummary({ node, summary }, time) {
  return {
    ComplianceType: summary.type,
    ResourceType: RESOURCE_TYPE,
    ResourceId: node.id,
    Status: summary.status,
    OverallSeverity: summary.severity,
    ExecutionSummary: wireExecution(summary, time),
    ...wireSummaries(summary),
  };
}
