import { SEVERITIES } from '../fleet/compliance.js';

/** The only kind of resource there is. */
export const RESOURCE_TYPE = 'ManagedInstance';

/**
 * @param {{ executedAt: number, executionId?: string, executionType?: string }} execution
 * @param {import('./index.js').Service['time']} time
 */
export function wireExecution({ executedAt, executionId, executionType }, time) {
  return {
    ExecutionTime: time(executedAt, executionId === undefined ? 'plain' : 'exponent'),
    ExecutionId: executionId,
    ExecutionType: executionType,
  };
}

/**
 * The two counts of a summary.
 * @param {{ compliant: Record<string, number>, nonCompliant: Record<string, number> }} counts by
 *   severity
 */
export function wireSummaries({ compliant, nonCompliant }) {
  return {
    CompliantSummary: {
      CompliantCount: total(compliant),
      SeveritySummary: wireSeverities(compliant),
    },
    NonCompliantSummary: {
      NonCompliantCount: total(nonCompliant),
      SeveritySummary: wireSeverities(nonCompliant),
    },
  };
}

function total(counts) {
  return SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);
}

function wireSeverities(counts) {
  return Object.fromEntries(
    SEVERITIES.map((severity) => [
      `${severity[0]}${severity.slice(1).toLowerCase()}Count`,
      counts[severity],
    ]),
  );
}

/** Epoch seconds as filters name times. @param {number} seconds */
export function filterTime(seconds) {
  return new Date(seconds * 1000).toISOString();
}
