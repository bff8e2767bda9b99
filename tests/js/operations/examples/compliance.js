import { filters, NextToken, NODE_ID } from './example.js';

/** @type {import('./example.js').Example} */
export const ListComplianceItems = {
  input: {
    Filters: [{ Key: 'ComplianceType', Values: ['Patch'], Type: 'EQUAL' }],
    ResourceIds: [NODE_ID],
    ResourceTypes: ['ManagedInstance'],
    NextToken,
    MaxResults: 50,
  },
  action: 'list compliance items of "i-0123456789abcdef0"',
  simulated: ({ busy }) => ({
    inputs: [{ ResourceIds: [busy.id], ResourceTypes: ['ManagedInstance'] }, {}],
    pageSize: 20,
    filters: [
      filters(['Status', ['NON_COMPLIANT'], 'EQUAL']),
      filters(['ComplianceType', ['Association'], 'NOT_EQUAL'], ['PatchState', ['Missing']]),
      filters(['Id', ['k', 'l', 'o', 'KB'], 'BEGIN_WITH'], ['Severity', ['UNSPECIFIED']]),
    ],
    errors: [
      [{ ResourceIds: ['i-00000000'] }, 'InvalidResourceId'],
      [{ ResourceTypes: ['Bucket'] }, 'InvalidResourceType'],
      [filters(['Colour', ['red']]), 'InvalidFilter'],
    ],
  }),
};

/** @type {import('./example.js').Example} */
export const ListComplianceSummaries = {
  input: {
    Filters: [{ Key: 'ComplianceType', Values: ['Patch'], Type: 'EQUAL' }],
    NextToken,
    MaxResults: 50,
  },
  action: 'list compliance summaries',
  simulated: () => ({
    inputs: [{}],
    pageSize: 1,
    filters: [filters(['ComplianceType', ['Patch'], 'EQUAL'])],
    errors: [[filters(['Colour', ['red']]), 'InvalidFilter']],
  }),
};

/** @type {import('./example.js').Example} */
export const ListResourceComplianceSummaries = {
  input: {
    Filters: [{ Key: 'Status', Values: ['NON_COMPLIANT'], Type: 'EQUAL' }],
    NextToken,
    MaxResults: 50,
  },
  action: 'list resource compliance summaries',
  simulated: ({ lastScan }) => ({
    inputs: [{}],
    pageSize: 50,
    filters: [
      filters(['OverallSeverity', ['CRITICAL', 'HIGH']]),
      filters(['ExecutionTime', [lastScan], 'LESS_THAN'], ['ComplianceType', ['Patch']]),
      filters(['ExecutionTime', [lastScan], 'GREATER_THAN']),
    ],
    errors: [[filters(['Colour', ['red']]), 'InvalidFilter']],
  }),
};
