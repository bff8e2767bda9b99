/**
 * The 17 operations as the tests of the package know them: an input that uses every member, and
 * the service's model, to make answers from.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { NODE_ID } from '../conversation.js';

const DATA = new URL('../../data/', import.meta.url);
const BaselineId = 'pb-0123456789abcdef0';
const PatchGroup = 'prod-linux';
const NextToken = 'token';
const PatchFilters = [{ Key: 'PRODUCT', Values: ['*'] }];

/** What botocore knows of the service. */
export const MODEL = readJson('../../model/ssm.json');

/** What others recorded of it, with the operation that each answers. */
export const SAMPLES = readdirSync(new URL('samples', DATA))
  .filter((file) => file.endsWith('.json'))
  .map((file) => readJson(`samples/${file}`));

/** By operation, an input that the service takes, all members in it. */
export const INPUTS = {
  DescribeInstancePatchStates: { InstanceIds: [NODE_ID], NextToken, MaxResults: 50 },
  DescribeInstancePatchStatesForPatchGroup: {
    PatchGroup,
    Filters: [{ Key: 'MissingCount', Values: ['0'], Type: 'GreaterThan' }],
    NextToken,
    MaxResults: 50,
  },
  DescribeInstancePatches: {
    InstanceId: NODE_ID,
    Filters: [{ Key: 'State', Values: ['Missing', 'Failed'] }],
    NextToken,
    MaxResults: 50,
  },
  DescribePatchGroups: {
    MaxResults: 50,
    Filters: [{ Key: 'NAME_PREFIX', Values: ['prod'] }],
    NextToken,
  },
  DescribePatchGroupState: { PatchGroup },
  DescribePatchBaselines: {
    Filters: [{ Key: 'OWNER', Values: ['Self'] }],
    MaxResults: 50,
    NextToken,
  },
  GetPatchBaseline: { BaselineId },
  GetDefaultPatchBaseline: { OperatingSystem: 'UBUNTU' },
  GetPatchBaselineForPatchGroup: { PatchGroup, OperatingSystem: 'UBUNTU' },
  DescribeEffectivePatchesForPatchBaseline: { BaselineId, MaxResults: 50, NextToken },
  DescribeAvailablePatches: {
    Filters: [{ Key: 'PRODUCT', Values: ['WindowsServer2022'] }],
    MaxResults: 50,
    NextToken,
  },
  DescribePatchProperties: {
    OperatingSystem: 'WINDOWS',
    Property: 'PRODUCT',
    PatchSet: 'OS',
    MaxResults: 50,
    NextToken,
  },
  DescribeInstanceInformation: {
    InstanceInformationFilterList: [{ key: 'InstanceIds', valueSet: [NODE_ID] }],
    Filters: [{ Key: 'tag:Name', Values: ['web'] }],
    MaxResults: 50,
    NextToken,
  },
  ListComplianceItems: {
    Filters: [{ Key: 'ComplianceType', Values: ['Patch'], Type: 'EQUAL' }],
    ResourceIds: [NODE_ID],
    ResourceTypes: ['ManagedInstance'],
    NextToken,
    MaxResults: 50,
  },
  ListComplianceSummaries: {
    Filters: [{ Key: 'ComplianceType', Values: ['Patch'], Type: 'EQUAL' }],
    NextToken,
    MaxResults: 50,
  },
  ListResourceComplianceSummaries: {
    Filters: [{ Key: 'Status', Values: ['NON_COMPLIANT'], Type: 'EQUAL' }],
    NextToken,
    MaxResults: 50,
  },
  GetDeployablePatchSnapshotForInstance: {
    InstanceId: NODE_ID,
    SnapshotId: '521c3536-930c-4aa9-950e-01234567abcd',
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
};

export const NAMES = Object.keys(INPUTS);

/** The client's method for an operation, and its name for `paginate`. */
export const methodOf = (name) => name.charAt(0).toLowerCase() + name.slice(1);

/** The names of the operations that have pages, with the member that holds the items. */
export const LISTINGS = NAMES.map((name) => [name, MODEL.operations[name].items]).filter(
  ([, items]) => items,
);

/** The shape that a member, item or value of another is. */
export const shapeOf = (reference) => MODEL.shapes[reference.shape ?? reference];

/**
 * `value` with every date in it as `read` makes it of the wire's, by the model; dates for which it
 * gives nothing are left out.
 */
export function withDates(shape, value, read) {
  const { type, member, members } = shape;
  if (type === 'timestamp') return read(value);
  if (type === 'list') return value.map((item) => withDates(shapeOf(member), item, read));
  if (type !== 'structure') return value;
  const entries = Object.entries(value).map(([name, part]) => {
    return [name, name in members ? withDates(shapeOf(members[name]), part, read) : part];
  });
  return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
}

/** An answer in which every member that the model has is there, each date as in `time`. */
export function fullAnswer(name, time) {
  return example(shapeOf(MODEL.operations[name].output), time);
}

function example(shape, time) {
  switch (shape.type) {
    case 'structure': {
      const entries = Object.entries(shape.members);
      const parts = entries.map(([key, member]) => [key, example(shapeOf(member), time)]);
      return Object.fromEntries(parts);
    }
    case 'list':
      return [example(shapeOf(shape.member), time)];
    case 'map':
      return { Name: example(shapeOf(shape.value), time) };
    case 'timestamp':
      return time;
    default:
      return { string: 'text', integer: 7, boolean: true }[shape.type];
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(new URL(file, DATA), 'utf8'));
}
