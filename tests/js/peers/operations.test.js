/**
 * All 17 operations, read from one simulator by patchlens, boto3 and the AWS SDK for JavaScript:
 * the same items over all pages, the same answers to one call, the same refusals.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Fleet, SAMPLE_CREDENTIALS } from '../../../simulator/index.js';
import { serve } from '../../../simulator/serve.js';
import { awsSdk, awsSdkCall, patchlens, patchlensCall, startBoto3 } from '../../peers/readers.js';

const MODEL = new URL('../../../model/ssm.json', import.meta.url);
const { operations } = JSON.parse(readFileSync(MODEL, 'utf8'));
const YEAR_1 = -62_135_596_800_000;
const fleet = new Fleet({ nodes: 160, seed: 11 });
const scanned = [...fleet.nodes()].map(([, node]) => node).filter((node) => node.isScanned);
const busy = scanned.find((node) => fleet.patchState(node).counts.Missing > 3);
const windows = fleet.baselines.all.filter(({ operatingSystem }) => operatingSystem === 'WINDOWS');
const ubuntu = fleet.baselines.defaultOf('UBUNTU');
const [hybrid] = scanned.filter(({ isHybrid, platform }) => isHybrid && platform.type === 'Windows');
const SnapshotId = '521c3536-930c-4aa9-950e-01234567abcd';
const lastScan = new Date(busy.scannedAt * 1000).toISOString();

const filters = (...list) => ({
  Filters: list.map(([Key, Values, Type]) => ({ Key, Values, ...(Type && { Type }) })),
});
const product = (name) => ['PRODUCT', [name]];

/**
 * What is read to its end: what all have in common, the filters that narrow it down each in a way
 * of its own, and how many items a page has.
 */
const LISTINGS = {
  DescribeInstanceInformation: {
    pageSize: 25,
    filters: [
      filters(['PlatformTypes', ['Windows']]),
      filters(['tag:Environment', ['prod', 'dev']], ['ResourceType', ['ManagedInstance']]),
      { InstanceInformationFilterList: [{ key: 'PingStatus', valueSet: ['ConnectionLost'] }] },
    ],
  },
  DescribeInstancePatchStates: {
    input: { InstanceIds: scanned.slice(0, 50).map(({ id }) => id) },
    pageSize: 10,
    filters: [],
  },
  DescribeInstancePatchStatesForPatchGroup: {
    input: { PatchGroup: 'prod-linux' },
    pageSize: 10,
    filters: [
      filters(['MissingCount', ['0'], 'GreaterThan'], ['InstalledCount', ['60'], 'LessThan']),
      filters(['FailedCount', ['0'], 'NotEqual']),
      filters(['InstalledPendingRebootCount', ['0'], 'Equal']),
    ],
  },
  DescribeInstancePatches: {
    input: { InstanceId: busy.id },
    pageSize: 10,
    filters: [filters(['State', ['Missing', 'Failed']])],
  },
  DescribePatchGroups: {
    pageSize: 3,
    filters: [
      filters(['OPERATING_SYSTEM', ['UBUNTU', 'WINDOWS']]),
      filters(['NAME_PREFIX', ['windows-']]),
    ],
  },
  DescribePatchBaselines: {
    pageSize: 4,
    filters: [
      filters(['OWNER', ['AWS']]),
      filters(['OWNER', ['Self']], ['OPERATING_SYSTEM', ['WINDOWS']]),
      filters(['NAME_PREFIX', ['AWS-Windows', 'ubuntu-']]),
    ],
  },
  DescribeEffectivePatchesForPatchBaseline: {
    input: { BaselineId: windows.at(-1).id },
    pageSize: 20,
    filters: [],
  },
  DescribeAvailablePatches: {
    pageSize: 30,
    filters: [filters(product('WindowsServer2022'), ['MSRC_SEVERITY', ['Critical', 'Important']])],
  },
  DescribePatchProperties: {
    input: { OperatingSystem: 'WINDOWS', Property: 'CLASSIFICATION' },
    pageSize: 3,
    filters: [],
  },
  ListComplianceItems: {
    input: { ResourceIds: [busy.id], ResourceTypes: ['ManagedInstance'] },
    pageSize: 20,
    filters: [
      filters(['Status', ['NON_COMPLIANT'], 'EQUAL']),
      filters(['ComplianceType', ['Association'], 'NOT_EQUAL'], ['PatchState', ['Missing']]),
      filters(['Id', ['k', 'l', 'o', 'KB'], 'BEGIN_WITH'], ['Severity', ['UNSPECIFIED']]),
    ],
  },
  ListComplianceSummaries: {
    pageSize: 1,
    filters: [filters(['ComplianceType', ['Patch'], 'EQUAL'])],
  },
  ListResourceComplianceSummaries: {
    pageSize: 50,
    filters: [
      filters(['OverallSeverity', ['CRITICAL', 'HIGH']]),
      filters(['ExecutionTime', [lastScan], 'LESS_THAN'], ['ComplianceType', ['Patch']]),
      filters(['ExecutionTime', [lastScan], 'GREATER_THAN']),
    ],
  },
};

/** What is called once. */
const CALLS = {
  ...Object.fromEntries(Object.entries(LISTINGS).map(([name, { input = {} }]) => [name, [input]])),
  DescribeAvailablePatches: [
    {},
    filters(product('AmazonLinux2023')),
    filters(product('RedhatEnterpriseLinux9.6')),
    filters(product('Ubuntu24.04')),
  ],
  DescribePatchGroupState: [{ PatchGroup: 'prod-linux' }, { PatchGroup: 'nobody' }],
  GetPatchBaseline: fleet.baselines.all.map(({ id }) => ({ BaselineId: id })),
  GetDefaultPatchBaseline: [{}, { OperatingSystem: 'DEBIAN' }],
  GetPatchBaselineForPatchGroup: [
    { PatchGroup: 'dev-linux', OperatingSystem: 'UBUNTU' },
    { PatchGroup: 'prod-windows' },
  ],
  GetDeployablePatchSnapshotForInstance: [{ InstanceId: busy.id, SnapshotId }],
};

const applications = {
  PatchRules: [
    { PatchFilterGroup: { PatchFilters: [{ Key: 'PATCH_SET', Values: ['APPLICATION'] }] } },
  ],
};
const NO_BASELINE = { BaselineId: 'pb-00000000000000000' };
/** Every error that an operation declares and that an input can bring about. */
const REFUSALS = [
  ['DescribeInstanceInformation', filters(['Colour', ['red']]), 'InvalidFilterKey'],
  [
    'DescribeInstanceInformation',
    filters(['PingStatus', ['Asleep']]),
    'InvalidInstanceInformationFilterValue',
  ],
  ['DescribeInstancePatches', { InstanceId: 'i-00000000' }, 'InvalidInstanceId'],
  [
    'DescribeInstancePatches',
    { InstanceId: busy.id, ...filters(['Colour', ['red']]) },
    'InvalidFilter',
  ],
  [
    'DescribeInstancePatchStatesForPatchGroup',
    { PatchGroup: 'prod-linux', ...filters(['Colour', ['1'], 'Equal']) },
    'InvalidFilter',
  ],
  ['DescribeInstancePatchStates', { InstanceIds: [], NextToken: 'x' }, 'InvalidNextToken'],
  ['GetPatchBaseline', NO_BASELINE, 'DoesNotExistException'],
  ['GetPatchBaseline', { BaselineId: 'mw-00000000000000000' }, 'InvalidResourceId'],
  ['DescribeEffectivePatchesForPatchBaseline', NO_BASELINE, 'DoesNotExistException'],
  [
    'DescribeEffectivePatchesForPatchBaseline',
    { BaselineId: ubuntu.id },
    'UnsupportedOperatingSystem',
  ],
  [
    'DescribePatchProperties',
    { OperatingSystem: 'UBUNTU', Property: 'SEVERITY' },
    'ValidationException',
  ],
  ['ListComplianceItems', { ResourceIds: ['i-00000000'] }, 'InvalidResourceId'],
  ['ListComplianceItems', { ResourceTypes: ['Bucket'] }, 'InvalidResourceType'],
  ['ListComplianceSummaries', filters(['Colour', ['red']]), 'InvalidFilter'],
  ['ListResourceComplianceSummaries', { NextToken: 'x' }, 'InvalidNextToken'],
  [
    'GetDeployablePatchSnapshotForInstance',
    {
      InstanceId: hybrid.id,
      SnapshotId,
      BaselineOverride: { OperatingSystem: 'WINDOWS', ApprovalRules: applications },
    },
    'UnsupportedFeatureRequiredException',
  ],
  [
    'GetDeployablePatchSnapshotForInstance',
    { InstanceId: busy.id, SnapshotId, BaselineOverride: { OperatingSystem: 'MACOS' } },
    'UnsupportedOperatingSystem',
  ],
];

const methodOf = (name) => `${name[0].toLowerCase()}${name.slice(1)}`;

let boto3;
let simulator;
let client;

before(async () => {
  // One time for all answers: a presigned URL says when it was made.
  const start = Date.now();
  simulator = await serve({ fleet, now: () => start });
  boto3 = startBoto3();
  const [credentials] = SAMPLE_CREDENTIALS;
  client = { endpoint: simulator.url, region: simulator.simulator.region, credentials };
});

after(async () => {
  await boto3?.close();
  await simulator?.close();
});

for (const [name, { items }] of Object.entries(operations)) {
  if (items !== null) {
    test(`${name}: all clients list the same items, over all pages`, async () => {
      const { input = {}, pageSize } = LISTINGS[name];
      const whole = await listAlike(name, input);
      assert.ok(whole.length > pageSize, `${whole.length} items`);
      assert.deepEqual(await listAlike(name, input, { pageSize }), whole);
    });
  }

  for (const more of LISTINGS[name]?.filters ?? []) {
    test(`${name}: all clients filter alike by ${JSON.stringify(more)}`, async () => {
      const { input = {}, pageSize } = LISTINGS[name];
      const whole = await listAlike(name, input);
      const some = await listAlike(name, { ...input, ...more }, { pageSize });
      const all = new Set(whole.map((item) => JSON.stringify(item)));
      assert.ok(some.length > 0 && some.length < whole.length, `${some.length}/${whole.length}`);
      if (name !== 'ListComplianceSummaries')
        assert.ok(some.every((item) => all.has(JSON.stringify(item))));
    });
  }

  test(`${name}: all clients read the same answer of a call`, async () => {
    for (const input of CALLS[name]) {
      const read = { operation: methodOf(name), input, client };
      const { answer } = await patchlensCall(read);
      assert.deepEqual(withoutNoTimes((await awsSdkCall(read)).answer), answer, 'as the AWS SDK');
      assert.deepEqual(withoutNoTimes((await boto3.call(read)).answer), answer, 'as boto3');
      assert.ok(Object.keys(answer).length > 0);
    }
  });
}

for (const [name, input, code] of REFUSALS) {
  test(`${name}: all clients are refused ${JSON.stringify(input)} alike`, async () => {
    const read = { operation: methodOf(name), input, client };
    for (const call of [patchlensCall, awsSdkCall, boto3.call]) {
      assert.deepEqual(await call(read), { code }, call.name);
    }
  });
}

/** Which peers survive what the service may do any day. */
const QUIRKS = {
  nulls: ['the AWS SDK', 'boto3'],
  'new-values': ['the AWS SDK', 'boto3'],
  'iso-dates': ['boto3'],
};
for (const [quirk, peers] of Object.entries(QUIRKS)) {
  test(`${quirk}: patchlens lists what ${peers.join(' and ')} list, with every operation`, async () => {
    const quirky = await serve({ fleet, quirks: [quirk] });
    try {
      const endpoint = { ...client, endpoint: quirky.url };
      for (const [name, { input = {}, pageSize }] of Object.entries(LISTINGS)) {
        const read = { operation: methodOf(name), input, config: { pageSize }, client: endpoint };
        const { items } = await patchlens(read);
        const outcomes = { 'the AWS SDK': awsSdk, boto3: boto3.read };
        for (const peer of peers) {
          const theirs = await outcomes[peer](read);
          assert.deepEqual(withoutNoTimes(theirs.items), items, `${name} as ${peer}`);
        }
      }
    } finally {
      await quirky.close();
    }
  });
}

/** What all three list, with the times that mean "no time" left out of the peers' answers. */
async function listAlike(name, input, config) {
  const read = { operation: methodOf(name), input, config, client };
  const { items } = await patchlens(read);
  assert.deepEqual(withoutNoTimes((await awsSdk(read)).items), items, 'as the AWS SDK');
  assert.deepEqual(withoutNoTimes((await boto3.read(read)).items), items, 'as boto3');
  return items;
}

function withoutNoTimes(value) {
  if (Array.isArray(value)) return value.map(withoutNoTimes);
  if (typeof value !== 'object' || value === null) return value;
  const times = Object.entries(value).filter(([, member]) => !isNoTime(member));
  return Object.fromEntries(times.map(([name, member]) => [name, withoutNoTimes(member)]));
}

const isNoTime = (value) => value?.time === 0 || value?.time === YEAR_1;
