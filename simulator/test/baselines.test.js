/** Baselines, patch groups and the catalog, and that they agree with the nodes of the fleet. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, errorOf, itemsOf, NOW, simulatorAt } from './signed-call.js';

const simulator = simulatorAt({ fleet: { nodes: 400 } });
const { fleet } = simulator;
const nodes = [...fleet.nodes()].map(([, node]) => node);
const scanned = nodes.filter(({ isScanned }) => isScanned);
const DAY = 24 * 60 * 60;

const list = (operation, input, member) => itemsOf(simulator, operation, input, member);
const error = (operation, input) => errorOf(simulator, operation, input);
const output = async (operation, input) => (await call(simulator, { operation, input })).body;
const filter = (Key, ...Values) => ({ Filters: [{ Key, Values }] });
const baselines = (input = {}) => list('DescribePatchBaselines', input, 'BaselineIdentities');
const mappings = (input = {}) => list('DescribePatchGroups', input, 'Mappings');

async function baselineWithName(name) {
  const [{ BaselineId }] = await baselines(filter('NAME_PREFIX', name));
  return output('GetPatchBaseline', { BaselineId });
}

test('there is one default baseline for each operating system, and AWS has one for each', async () => {
  const all = await baselines({ MaxResults: 7 });
  const systems = new Set(all.map(({ OperatingSystem }) => OperatingSystem));
  assert.equal(systems.size, 15);
  for (const OperatingSystem of systems) {
    const own = all.filter((baseline) => baseline.OperatingSystem === OperatingSystem);
    const defaults = own.filter(({ DefaultBaseline }) => DefaultBaseline);
    assert.equal(defaults.length, 1, OperatingSystem);
    assert.deepEqual(await output('GetDefaultPatchBaseline', { OperatingSystem }), {
      BaselineId: defaults[0].BaselineId,
      OperatingSystem,
    });
    assert.ok(own.some(({ BaselineName }) => BaselineName.startsWith('AWS-')));
  }
});

test('without an operating system the default baseline is that of Windows', async () => {
  const windows = await output('GetDefaultPatchBaseline', { OperatingSystem: 'WINDOWS' });
  assert.deepEqual(await output('GetDefaultPatchBaseline', {}), windows);
});

test('baselines are filtered by owner, name prefix and operating system', async () => {
  const all = await baselines();
  const isOfAws = ({ BaselineName }) => BaselineName.startsWith('AWS-');
  assert.deepEqual(await baselines(filter('OWNER', 'AWS')), all.filter(isOfAws));
  assert.deepEqual(await baselines(filter('NAME_PREFIX', 'AWS-')), all.filter(isOfAws));
  const own = await baselines(filter('OWNER', 'Self'));
  assert.deepEqual(own, all.filter((baseline) => !isOfAws(baseline)));
  const systems = ['UBUNTU', 'WINDOWS'];
  assert.deepEqual(
    await baselines(filter('OPERATING_SYSTEM', ...systems)),
    all.filter(({ OperatingSystem }) => systems.includes(OperatingSystem)),
  );
  assert.equal((await error('DescribePatchBaselines', filter('Owner', 'AWS'))).code, INVALID);
});
const INVALID = 'ValidationException';

test('a baseline is found by the id that the list shows, AWS’s own by their ARN', async () => {
  for (const identity of await baselines()) {
    const { BaselineId, BaselineName, OperatingSystem, BaselineDescription } = identity;
    const baseline = await output('GetPatchBaseline', { BaselineId });
    assert.deepEqual(
      [baseline.BaselineId, baseline.Name, baseline.OperatingSystem, baseline.Description],
      [BaselineId, BaselineName, OperatingSystem, BaselineDescription],
    );
    assert.equal(BaselineId.startsWith('arn:'), BaselineName.startsWith('AWS-'));
    assert.ok(baseline.ModifiedDate >= baseline.CreatedDate);
  }
});

test('an unknown baseline does not exist, and another kind of id is invalid', async () => {
  const errorFor = (BaselineId) => error('GetPatchBaseline', { BaselineId });
  const unknown = { status: 400, code: 'DoesNotExistException' };
  assert.deepEqual(await errorFor('pb-00000000000000000'), unknown);
  assert.deepEqual(await errorFor('mw-00000000000000000'), {
    status: 400,
    code: 'InvalidResourceId',
  });
});

test('every patch group is mapped to the baseline of its nodes', async () => {
  const mapped = new Map();
  for (const { PatchGroup, BaselineIdentity } of await mappings({ MaxResults: 10 })) {
    mapped.set(`${PatchGroup} ${BaselineIdentity.OperatingSystem}`, BaselineIdentity);
  }
  for (const node of scanned) {
    const { operatingSystem } = node.platform;
    const { baselineId } = fleet.patchState(node);
    const PatchGroup = node.patchGroup;
    if (PatchGroup !== '') {
      assert.equal(mapped.get(`${PatchGroup} ${operatingSystem}`).BaselineId, baselineId);
      const input = { PatchGroup, OperatingSystem: operatingSystem };
      const used = await output('GetPatchBaselineForPatchGroup', input);
      assert.deepEqual(used, { BaselineId: baselineId, ...input });
    } else {
      const input = { OperatingSystem: operatingSystem };
      const { BaselineId } = await output('GetDefaultPatchBaseline', input);
      assert.equal(BaselineId, baselineId);
    }
  }
});

test('the groups of a baseline are those that are mapped to it', async () => {
  const all = await mappings();
  for (const { BaselineId } of await baselines()) {
    const own = all.filter(({ BaselineIdentity }) => BaselineIdentity.BaselineId === BaselineId);
    const { PatchGroups } = await output('GetPatchBaseline', { BaselineId });
    assert.deepEqual(PatchGroups, own.map(({ PatchGroup }) => PatchGroup));
  }
});

test('groups are filtered by operating system and by the name of their baseline', async () => {
  const all = await mappings();
  const of = (identity) => all.filter(({ BaselineIdentity }) => identity(BaselineIdentity));
  assert.deepEqual(
    await mappings(filter('OPERATING_SYSTEM', 'UBUNTU')),
    of(({ OperatingSystem }) => OperatingSystem === 'UBUNTU'),
  );
  assert.deepEqual(
    await mappings(filter('NAME_PREFIX', 'windows-')),
    of(({ BaselineName }) => BaselineName.startsWith('windows-')),
  );
});

test('a group that is not registered uses the default baseline', async () => {
  const { BaselineId } = await output('GetDefaultPatchBaseline', {});
  const PatchGroup = 'unknown';
  assert.deepEqual(await output('GetPatchBaselineForPatchGroup', { PatchGroup }), {
    BaselineId,
    PatchGroup,
    OperatingSystem: 'WINDOWS',
  });
});

const COUNTED = {
  InstancesWithInstalledPatches: 'InstalledCount',
  InstancesWithInstalledOtherPatches: 'InstalledOtherCount',
  InstancesWithInstalledPendingRebootPatches: 'InstalledPendingRebootCount',
  InstancesWithInstalledRejectedPatches: 'InstalledRejectedCount',
  InstancesWithMissingPatches: 'MissingCount',
  InstancesWithFailedPatches: 'FailedCount',
  InstancesWithNotApplicablePatches: 'NotApplicableCount',
  InstancesWithUnreportedNotApplicablePatches: 'UnreportedNotApplicableCount',
  InstancesWithCriticalNonCompliantPatches: 'CriticalNonCompliantCount',
  InstancesWithSecurityNonCompliantPatches: 'SecurityNonCompliantCount',
  InstancesWithOtherNonCompliantPatches: 'OtherNonCompliantCount',
  InstancesWithAvailableSecurityUpdates: 'AvailableSecurityUpdateCount',
};
const statesOf = (PatchGroup, Filters) =>
  list('DescribeInstancePatchStatesForPatchGroup', { PatchGroup, Filters }, 'InstancePatchStates');

test('the state of a group counts its nodes, and those with any patch in each state', async () => {
  for (const PatchGroup of new Set(scanned.map(({ patchGroup }) => patchGroup))) {
    if (PatchGroup === '') continue;
    const states = await statesOf(PatchGroup);
    const expected = { Instances: states.length };
    for (const [member, count] of Object.entries(COUNTED)) {
      expected[member] = states.filter((state) => (state[count] ?? 0) > 0).length;
    }
    assert.deepEqual(await output('DescribePatchGroupState', { PatchGroup }), expected);
  }
});

test('the nodes of a group are listed as DescribeInstancePatchStates lists them', async () => {
  const group = scanned.filter(({ patchGroup }) => patchGroup === 'prod-linux').slice(0, 50);
  const InstanceIds = group.map(({ id }) => id);
  const named = await list('DescribeInstancePatchStates', { InstanceIds }, 'InstancePatchStates');
  const ofGroup = await statesOf('prod-linux');
  assert.deepEqual(ofGroup.slice(0, named.length), named);
  assert.ok(ofGroup.every(({ PatchGroup }) => PatchGroup === 'prod-linux'));
});

const COMPARED = {
  Equal: (count) => count === 2,
  NotEqual: (count) => count !== 2,
  LessThan: (count) => count < 2,
  GreaterThan: (count) => count > 2,
};
for (const [Type, holds] of Object.entries(COMPARED)) {
  test(`the nodes of a group are filtered by counts: ${Type}`, async () => {
    const all = await statesOf('prod-linux');
    const some = await statesOf('prod-linux', [{ Key: 'MissingCount', Values: ['2'], Type }]);
    assert.deepEqual(some, all.filter(({ MissingCount }) => holds(MissingCount)));
    assert.ok(some.length > 0 && some.length < all.length);
  });
}

test('filters of counts must all hold, and take only documented counts and whole numbers', async () => {
  const above = (Key, value) => ({ Key, Values: [value], Type: 'GreaterThan' });
  const filters = [above('MissingCount', '0'), above('FailedCount', '0')];
  const both = await statesOf('prod-linux', filters);
  assert.ok(both.length > 0);
  assert.ok(both.every(({ MissingCount, FailedCount }) => MissingCount > 0 && FailedCount > 0));
  for (const wrong of [above('InstalledTime', '0'), above('MissingCount', '-1')]) {
    const input = { PatchGroup: 'prod-linux', Filters: [wrong] };
    assert.deepEqual(await error('DescribeInstancePatchStatesForPatchGroup', input), {
      status: 400,
      code: 'InvalidFilter',
    });
  }
});

test('an unknown group has no nodes', async () => {
  const state = await output('DescribePatchGroupState', { PatchGroup: 'unknown' });
  assert.deepEqual(new Set(Object.values(state)), new Set([0]));
  assert.deepEqual(await statesOf('unknown'), []);
});

test('the patches in state InstalledRejected are those that the baseline rejects', async () => {
  let seen = 0;
  for (const node of scanned) {
    const rejected = fleet.catalog(node.platform).rejected.kbId;
    assert.ok(fleet.baselineOf(node).rejected.includes(rejected));
    for (const { kbId, state } of fleet.patches(node)) {
      assert.equal(state === 'InstalledRejected', kbId === rejected, `${node.id} ${kbId} ${state}`);
      if (kbId === rejected) seen += 1;
    }
  }
  assert.ok(seen > 0);
});

test('available patches are those for Windows, until a filter names Linux products', async () => {
  const available = (input = {}) => list('DescribeAvailablePatches', input, 'Patches');
  const windows = await available({ MaxResults: 30 });
  assert.deepEqual(new Set(windows.map(({ Product }) => Product)), WINDOWS_PRODUCTS);
  assert.ok(windows.every((patch) => /^KB\d+$/.test(patch.KbNumber) && !('CVEIds' in patch)));
  const linux = await available(filter('PRODUCT', 'AmazonLinux2023'));
  assert.ok(linux.length > 50);
  assert.ok(linux.every(({ CVEIds, Epoch }) => Array.isArray(CVEIds) && Number.isInteger(Epoch)));
  assert.ok(linux.some(({ CVEIds }) => CVEIds.length > 1));
});
const WINDOWS_PRODUCTS = new Set(['WindowsServer2019', 'WindowsServer2022']);

for (const [key, member] of [
  ['PRODUCT', 'Product'],
  ['MSRC_SEVERITY', 'MsrcSeverity'],
  ['CLASSIFICATION', 'Classification'],
  ['PATCH_ID', 'KbNumber'],
]) {
  test(`available patches for Windows are filtered by ${key}`, () =>
    filteredBy({ Filters: [] }, key, (patch) => [patch[member]]));
}

const AMAZON_LINUX = filter('PRODUCT', 'AmazonLinux2023');
for (const [key, valuesOf] of [
  ['NAME', ({ Name }) => [Name]],
  ['SEVERITY', ({ Severity }) => [Severity]],
  ['EPOCH', ({ Epoch }) => [String(Epoch)]],
  ['VERSION', ({ Version }) => [Version]],
  ['RELEASE', ({ Release }) => [Release]],
  ['ARCH', ({ Arch }) => [Arch]],
  ['ADVISORY_ID', ({ AdvisoryIds }) => AdvisoryIds],
  ['CVE_ID', ({ CVEIds }) => CVEIds],
]) {
  test(`available patches for Linux are filtered by ${key}`, () =>
    filteredBy(AMAZON_LINUX, key, valuesOf));
}

async function filteredBy({ Filters }, Key, valuesOf) {
  const all = await list('DescribeAvailablePatches', { Filters }, 'Patches');
  const [value] = all.map(valuesOf).find((values) => values.length > 0);
  const input = { Filters: [...Filters, { Key, Values: [value] }], MaxResults: 9 };
  const some = await list('DescribeAvailablePatches', input, 'Patches');
  assert.deepEqual(some, all.filter((patch) => valuesOf(patch).includes(value)));
  assert.ok(some.length > 0 && some.length < all.length);
}

test('a filter for Linux needs a product', async () => {
  const { code } = await error('DescribeAvailablePatches', filter('CVE_ID', 'CVE-2026-1000'));
  assert.equal(code, INVALID);
});

test('the patches of nodes are in the catalog, with the same CVEs', async () => {
  const catalog = await list('DescribeAvailablePatches', AMAZON_LINUX, 'Patches');
  const byTitle = new Map(catalog.map((patch) => [patch.Title, patch]));
  const node = scanned
    .filter(({ platform }) => platform.product === 'AmazonLinux2023')
    .find((own) => fleet.patchState(own).counts.Missing > 3);
  const missing = fleet.patches(node).filter(({ state }) => state === 'Missing');
  for (const { title, cveIds = '', severity } of missing) {
    const { CVEIds, Severity } = byTitle.get(title);
    assert.deepEqual([CVEIds.join(), Severity], [cveIds, severity]);
  }
  assert.ok(missing.length > 3);
});

test('effective patches are approved, pending, or approved and rejected by id, with a date', async () => {
  const slow = await baselineWithName('windows-slow-ring');
  const input = { BaselineId: slow.BaselineId, MaxResults: 20 };
  const all = await list('DescribeEffectivePatchesForPatchBaseline', input, 'EffectivePatches');
  const statuses = new Set(all.map(({ PatchStatus }) => PatchStatus.DeploymentStatus));
  assert.deepEqual([...statuses].sort(), [
    'APPROVED',
    'EXPLICIT_APPROVED',
    'EXPLICIT_REJECTED',
    'PENDING_APPROVAL',
  ]);
  for (const { Patch, PatchStatus } of all) {
    const { DeploymentStatus, ApprovalDate } = PatchStatus;
    const expected = {
      APPROVED: Patch.ReleaseDate + 30 * DAY,
      PENDING_APPROVAL: Patch.ReleaseDate + 30 * DAY,
      EXPLICIT_APPROVED: slow.ModifiedDate,
      EXPLICIT_REJECTED: 0,
    };
    assert.equal(ApprovalDate, expected[DeploymentStatus]);
    if (DeploymentStatus === 'APPROVED') assert.ok(ApprovalDate <= NOW / 1000);
    if (DeploymentStatus === 'PENDING_APPROVAL') assert.ok(ApprovalDate > NOW / 1000);
    const isListed = slow.ApprovedPatches.includes(Patch.KbNumber);
    assert.equal(DeploymentStatus === 'EXPLICIT_APPROVED', isListed);
  }
});

test('effective patches are for Windows only', async () => {
  const { BaselineId } = await baselineWithName('ubuntu-prod');
  const operation = 'DescribeEffectivePatchesForPatchBaseline';
  assert.deepEqual(await error(operation, { BaselineId }), {
    status: 400,
    code: 'UnsupportedOperatingSystem',
  });
  const unknown = { BaselineId: 'pb-00000000000000000' };
  assert.equal((await error(operation, unknown)).code, 'DoesNotExistException');
});

test('the properties include those of all patches', async () => {
  const properties = (OperatingSystem, Property, PatchSet) =>
    list('DescribePatchProperties', { OperatingSystem, Property, PatchSet }, 'Properties');
  const patches = await list('DescribeAvailablePatches', AMAZON_LINUX, 'Patches');
  const names = (list) => new Set(list.map(({ Name }) => Name));
  for (const [property, member] of [
    ['PRODUCT', 'Product'],
    ['CLASSIFICATION', 'Classification'],
    ['SEVERITY', 'Severity'],
  ]) {
    const known = names(await properties('AMAZON_LINUX_2023', property));
    assert.ok(patches.every((patch) => known.has(patch[member])), property);
  }
  const applications = names(await properties('WINDOWS', 'PRODUCT', 'APPLICATION'));
  assert.ok(applications.has('Office 2019') && !applications.has('WindowsServer2022'));
});

test('a property that an operating system does not have is refused', async () => {
  const input = { OperatingSystem: 'UBUNTU', Property: 'MSRC_SEVERITY' };
  assert.equal((await error('DescribePatchProperties', input)).code, INVALID);
});

const SnapshotId = '521c3536-930c-4aa9-950e-01234567abcd';
const snapshot = (node, more) => ({ InstanceId: node.id, SnapshotId, ...more });
const SNAPSHOT = 'GetDeployablePatchSnapshotForInstance';

test('a snapshot is for the product of the node, and its URL presigned', async () => {
  const [node] = nodes;
  const ids = { InstanceId: node.id, SnapshotId };
  const { SnapshotDownloadUrl, ...rest } = await output(SNAPSHOT, snapshot(node));
  assert.deepEqual(rest, { ...ids, Product: node.platform.product });
  const url = new URL(SnapshotDownloadUrl);
  assert.match(url.searchParams.get('X-Amz-Signature'), /^[0-9a-f]{64}$/);
  assert.equal(url.searchParams.get('X-Amz-Date'), '20261121T012000Z');
  const dual = await output(SNAPSHOT, snapshot(node, { UseS3DualStackEndpoint: true }));
  assert.match(new URL(dual.SnapshotDownloadUrl).host, /\.s3\.dualstack\.us-east-1\./);
});

test('a snapshot is an error for an unknown node, another system, applications on premises', async () => {
  const [node] = nodes;
  const unknown = snapshot({ id: 'i-00000000000000000' });
  assert.equal((await error(SNAPSHOT, unknown)).code, INVALID);
  const foreign = snapshot(node, { BaselineOverride: { OperatingSystem: 'MACOS' } });
  assert.equal((await error(SNAPSHOT, foreign)).code, 'UnsupportedOperatingSystem');
  const PatchFilterGroup = { PatchFilters: [{ Key: 'PATCH_SET', Values: ['APPLICATION'] }] };
  const BaselineOverride = { ApprovalRules: { PatchRules: [{ PatchFilterGroup }] } };
  const hybrid = nodes.find(({ isHybrid }) => isHybrid);
  assert.equal(
    (await error(SNAPSHOT, snapshot(hybrid, { BaselineOverride }))).code,
    'UnsupportedFeatureRequiredException',
  );
});
