import { SEVERITIES } from '../../fleet/compliance.js';

/** The only type of resource that there is. */
export const RESOURCE_TYPE = 'ManagedInstance';

/**
 * `ComplianceExecutionSummary`.
 * @param {{ executedAt: number, executionId?: string, executionType?: string }} execution
 */
export function executionOutput({ executedAt, executionId, executionType }) {
  return { ExecutionTime: executedAt, ExecutionId: executionId, ExecutionType: executionType };
}

/**
 * The members `CompliantSummary` and `NonCompliantSummary`.
 * @param {{ compliant: Record<string, number>, nonCompliant: Record<string, number> }} counts by
 *   severity
 */
export function summariesOutput({ compliant, nonCompliant }) {
  return {
    CompliantSummary: {
      CompliantCount: total(compliant),
      SeveritySummary: severitiesOutput(compliant),
    },
    NonCompliantSummary: {
      NonCompliantCount: total(nonCompliant),
      SeveritySummary: severitiesOutput(nonCompliant),
    },
  };
}

function total(counts) {
  return SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);
}

function severitiesOutput(counts) {
  return Object.fromEntries(
    SEVERITIES.map((severity) => [
      `${severity[0]}${severity.slice(1).toLowerCase()}Count`,
      counts[severity],
    ]),
  );
}
