import { countSeverities } from '../fleet/compliance.js';
import { listingOf } from '../paging.js';
import { summaryListing } from './resource-summaries.js';
import { wireSummaries } from './wire-compliance.js';

/** For each compliance type, how many nodes comply, by the severity of what is wrong with them. */
export const listComplianceSummaries = {
  input: 'ListComplianceSummariesRequest',

  answer(call, { fleet, pageOf }) {
    const page = pageOf(call, listingOf(totals(call.input, fleet)), { defaultSize: 50 });
    return {
      ComplianceSummaryItems: page.items.map(({ type, ...counts }) => ({
        ComplianceType: type,
        ...wireSummaries(counts),
      })),
      NextToken: page.nextToken,
    };
  },
};

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
