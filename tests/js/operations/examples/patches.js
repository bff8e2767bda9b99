import { BaselineId, filters, NextToken, NODE_ID, SnapshotId } from './example.js';

const PatchFilters = [{ Key: 'PRODUCT', Values: ['*'] }];
const UNKNOWN_BASELINE = { BaselineId: 'pb-00000000000000000' };
const OTHER_RESOURCE = { BaselineId: 'mw-00000000000000000' };

/** @type {import('./example.js').Example} */
export const DescribeInstancePatches = {
  input: {
    InstanceId: NODE_ID,
    Filters: [{ Key: 'State', Values: ['Missing', 'Failed'] }],
    NextToken,
    MaxResults: 50,
  },
  action: 'list patches of "i-0123456789abcdef0"',
  simulated: ({ busy, oneOfEach }) => ({
    inputs: oneOfEach.map(({ id }) => ({ InstanceId: id })),
    pageSize: 10,
    filters: [filters(['State', ['Missing', 'Failed']])],
    errors: [
      [{ InstanceId: 'i-00000000' }, 'InvalidInstanceId'],
      [{ InstanceId: busy.id, ...filters(['Colour', ['red']]) }, 'InvalidFilter'],
    ],
  }),
};

/** @type {import('./example.js').Example} */
export const DescribeEffectivePatchesForPatchBaseline = {
  input: { BaselineId, MaxResults: 50, NextToken },
  action: 'list effective patches of patch baseline "pb-0123456789abcdef0"',
  simulated: ({ windowsBaselines, ubuntuBaseline }) => ({
    inputs: windowsBaselines.toReversed().map(({ id }) => ({ BaselineId: id })),
    pageSize: 20,
    errors: [
      [UNKNOWN_BASELINE, 'DoesNotExistException'],
      [OTHER_RESOURCE, 'InvalidResourceId'],
      [{ BaselineId: ubuntuBaseline.id }, 'UnsupportedOperatingSystem'],
    ],
  }),
};

/** @type {import('./example.js').Example} */
export const DescribeAvailablePatches = {
  input: {
    Filters: [{ Key: 'PRODUCT', Values: ['WindowsServer2022'] }],
    MaxResults: 50,
    NextToken,
  },
  action: 'list available patches',
  simulated: () => ({
    inputs: [
      {},
      filters(['PRODUCT', ['AmazonLinux2023']]),
      filters(['PRODUCT', ['RedhatEnterpriseLinux9.6']]),
      filters(['PRODUCT', ['Ubuntu24.04']]),
    ],
    pageSize: 30,
    filters: [
      filters(
        ['PRODUCT', ['WindowsServer2022']],
        ['MSRC_SEVERITY', ['Critical', 'Important']],
      ),
    ],
    errors: [[filters(['CVE_ID', ['CVE-2026-1000']]), 'ValidationException']],
  }),
};

/** @type {import('./example.js').Example} */
export const DescribePatchProperties = {
  input: {
    OperatingSystem: 'WINDOWS',
    Property: 'PRODUCT',
    PatchSet: 'OS',
    MaxResults: 50,
    NextToken,
  },
  action: 'list patch properties for "WINDOWS"',
  simulated: () => ({
    inputs: [{ OperatingSystem: 'WINDOWS', Property: 'CLASSIFICATION' }],
    pageSize: 3,
    errors: [[{ OperatingSystem: 'UBUNTU', Property: 'SEVERITY' }, 'ValidationException']],
  }),
};

/** @type {import('./example.js').Example} */
export const GetDeployablePatchSnapshotForInstance = {
  input: {
    InstanceId: NODE_ID,
    SnapshotId,
    BaselineOverride: {
      OperatingSystem: 'AMAZON_LINUX_2023',
      GlobalFilters: { PatchFilters },
      ApprovalRules: {
        PatchRules: [
          {
            PatchFilterGroup: { PatchFilters },
            ComplianceLevel: 'CRITICAL',
            ApproveAfterDays: 0,
            ApproveUntilDate: '2026-11-21',
            EnableNonSecurity: false,
          },
        ],
      },
      ApprovedPatches: ['KB1'],
      ApprovedPatchesComplianceLevel: 'HIGH',
      RejectedPatches: ['KB2'],
      RejectedPatchesAction: 'BLOCK',
      ApprovedPatchesEnableNonSecurity: true,
      Sources: [{ Name: 'main', Products: ['*'], Configuration: '[main]\nenabled=1' }],
      AvailableSecurityUpdatesComplianceStatus: 'COMPLIANT',
    },
    UseS3DualStackEndpoint: true,
  },
  action: 'get the patch snapshot for "i-0123456789abcdef0"',
  simulated: ({ busy, hybridWindows }) => {
    const PatchFilterGroup = { PatchFilters: [{ Key: 'PATCH_SET', Values: ['APPLICATION'] }] };
    const applications = { PatchRules: [{ PatchFilterGroup }] };
    const override = ({ id }, BaselineOverride) => ({ InstanceId: id, SnapshotId, BaselineOverride });
    return {
      inputs: [{ InstanceId: busy.id, SnapshotId }],
      errors: [
        [{ InstanceId: 'i-00000000', SnapshotId }, 'ValidationException'],
        [override(busy, { OperatingSystem: 'MACOS' }), 'UnsupportedOperatingSystem'],
        [
          override(hybridWindows, { OperatingSystem: 'WINDOWS', ApprovalRules: applications }),
          'UnsupportedFeatureRequiredException',
        ],
      ],
    };
  },
};
