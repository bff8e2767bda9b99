import { BaselineId, filters, NextToken, PatchGroup } from './example.js';

/** @type {import('./example.js').Example} */
export const DescribePatchGroups = {
  input: {
    MaxResults: 50,
    Filters: [{ Key: 'NAME_PREFIX', Values: ['prod'] }],
    NextToken,
  },
  action: 'list patch groups',
  simulated: () => ({
    inputs: [{}],
    pageSize: 3,
    filters: [
      filters(['OPERATING_SYSTEM', ['UBUNTU', 'WINDOWS']]),
      filters(['NAME_PREFIX', ['windows-']]),
    ],
    errors: [[filters(['Colour', ['red']]), 'ValidationException']],
  }),
};

/** @type {import('./example.js').Example} */
export const DescribePatchBaselines = {
  input: {
    Filters: [{ Key: 'OWNER', Values: ['Self'] }],
    MaxResults: 50,
    NextToken,
  },
  action: 'list patch baselines',
  simulated: () => ({
    inputs: [{}, { MaxResults: 5 }],
    pageSize: 4,
    filters: [
      filters(['OWNER', ['AWS']]),
      filters(['OWNER', ['Self']], ['OPERATING_SYSTEM', ['WINDOWS']]),
      filters(['NAME_PREFIX', ['AWS-Windows', 'ubuntu-']]),
    ],
    errors: [[filters(['Owner', ['AWS']]), 'ValidationException']],
  }),
};

/** @type {import('./example.js').Example} */
export const GetPatchBaseline = {
  input: { BaselineId },
  action: 'read the patch baseline "pb-0123456789abcdef0"',
  simulated: ({ windowsBaselines, baselines }) => ({
    inputs: [windowsBaselines.at(-1), ...baselines].map(({ id }) => ({ BaselineId: id })),
    errors: [
      [{ BaselineId: 'pb-00000000000000000' }, 'DoesNotExistException'],
      [{ BaselineId: 'mw-00000000000000000' }, 'InvalidResourceId'],
    ],
  }),
};

/** @type {import('./example.js').Example} */
export const GetDefaultPatchBaseline = {
  input: { OperatingSystem: 'UBUNTU' },
  action: 'read the default patch baseline for "UBUNTU"',
  simulated: () => ({ inputs: [{}, { OperatingSystem: 'DEBIAN' }] }),
};

/** @type {import('./example.js').Example} */
export const GetPatchBaselineForPatchGroup = {
  input: { PatchGroup, OperatingSystem: 'UBUNTU' },
  action: 'read the patch baseline of patch group "prod-linux"',
  simulated: () => ({
    inputs: [
      { PatchGroup: 'dev-linux', OperatingSystem: 'UBUNTU' },
      { PatchGroup: 'prod-windows' },
    ],
  }),
};
