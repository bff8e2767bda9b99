import { filters, NextToken, NODE_ID, PatchGroup } from './example.js';

/** @type {import('./example.js').Example} */
export const DescribeInstancePatchStates = {
  input: { InstanceIds: [NODE_ID], NextToken, MaxResults: 50 },
  action: 'list patch states of "i-0123456789abcdef0"',
  simulated: ({ many }) => ({
    inputs: [{ InstanceIds: many.map(({ id }) => id) }],
    pageSize: 10,
  }),
};

/** @type {import('./example.js').Example} */
export const DescribeInstancePatchStatesForPatchGroup = {
  input: {
    PatchGroup,
    Filters: [{ Key: 'MissingCount', Values: ['0'], Type: 'GreaterThan' }],
    NextToken,
    MaxResults: 50,
  },
  action: 'list patch states of patch group "prod-linux"',
  simulated: () => ({
    inputs: [{ PatchGroup }, { PatchGroup: 'prod-windows' }],
    pageSize: 10,
    filters: [
      filters(['MissingCount', ['0'], 'GreaterThan'], ['InstalledCount', ['60'], 'LessThan']),
      filters(['FailedCount', ['0'], 'NotEqual']),
      filters(['InstalledPendingRebootCount', ['0'], 'Equal']),
    ],
    errors: [[{ PatchGroup, ...filters(['Colour', ['1'], 'Equal']) }, 'InvalidFilter']],
  }),
};

/** @type {import('./example.js').Example} */
export const DescribePatchGroupState = {
  input: { PatchGroup },
  action: 'read the state of patch group "prod-linux"',
  simulated: () => ({ inputs: [{ PatchGroup }, { PatchGroup: 'unknown' }] }),
};
