/** Fleets with systems past their end of life, scans by association only, and approval delays. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { approvalOf } from '../fleet/baselines/approval.js';
import { Fleet } from '../index.js';
import { call, errorOf, itemsOf, NOW, simulatorAt } from './signed-call.js';

const DAY = 24 * 60 * 60;
const NODES = 600;
const OPEN = ['Missing', 'Failed', 'InstalledRejected', 'InstalledPendingReboot'];
const fleetWith = (options) => new Fleet({ nodes: NODES, seed: 1, start: NOW, ...options });
const nodesOf = (fleet) => [...fleet.allNodes()].map(([, node]) => node);

function between(low, value, high) {
  assert.ok(low <= value && value <= high, `${value} is not between ${low} and ${high}`);
}

test('endOfLife: that share of nodes has an old system, and the others stay as they are', () => {
  const [plain, mixed] = [fleetWith(), fleetWith({ endOfLife: 0.1 })].map(nodesOf);
  const old = mixed.filter(({ platform }) => platform.endOfLife !== undefined);
  between(0.07, old.length / mixed.length, 0.13);
  assert.deepEqual(
    mixed.filter((node) => !old.includes(node)),
    plain.filter((_, at) => mixed[at].platform.endOfLife === undefined),
  );
  assert.deepEqual([...new Set(old.map(({ platform }) => platform.name))].sort(), [
    'Amazon Linux AMI',
    'CentOS Linux',
    'Microsoft Windows Server 2012 R2 Standard',
    'Ubuntu',
  ]);
});

for (const day of [0, 60]) {
  test(`day ${day}: nodes past their end of life have old patches and miss nothing`, () => {
    const fleet = fleetWith({ endOfLife: 0.1, approveAfterDays: 7, day });
    const old = nodesOf(fleet).filter(({ platform }) => platform.endOfLife !== undefined);
    const scanned = old.filter(({ isScanned }) => isScanned);
    assert.ok(scanned.length > 30);
    for (const node of scanned) {
      const { counts, nonCompliant } = fleet.patchState(node);
      for (const state of [...OPEN, 'AvailableSecurityUpdate']) assert.equal(counts[state], 0, state);
      assert.deepEqual(nonCompliant, { critical: 0, security: 0, other: 0 });
      assert.ok(counts.Installed + counts.InstalledOther > 10);
      const end = Date.parse(node.platform.endOfLife) / 1000;
      for (const { patch, state } of fleet.layout(node)) {
        if (state === 'Installed') assert.ok(NOW / 1000 - patch.ageDays * DAY <= end, patch.title);
      }
    }
  });
}

test('the service reports such a node, its baseline and its patches like any other', async () => {
  const simulator = simulatorAt({ fleet: { nodes: 60, endOfLife: 1 } });
  const { fleet } = simulator;
  const input = { MaxResults: 1000 };
  const items = await itemsOf(simulator, 'DescribeInstanceProperties', input, 'InstanceProperties');
  const names = new Set(items.map(({ PlatformName, PlatformVersion }) => `${PlatformName} ${PlatformVersion}`));
  assert.deepEqual([...names].sort(), [
    'Amazon Linux AMI 2018.03',
    'CentOS Linux 7',
    'Microsoft Windows Server 2012 R2 Standard 6.3.9600',
    'Ubuntu 18.04',
  ]);
  for (const node of nodesOf(fleet).filter(({ isScanned }) => isScanned)) {
    const patches = { InstanceId: node.id, MaxResults: 100 };
    const found = await itemsOf(simulator, 'DescribeInstancePatches', patches, 'Patches');
    assert.equal(found.length, fleet.patches(node).length);
    const BaselineId = fleet.baselineOf(node).id;
    const { body } = await call(simulator, { operation: 'GetPatchBaseline', input: { BaselineId } });
    assert.equal(body.OperatingSystem, node.platform.operatingSystem);
  }
});

const associated = simulatorAt({ fleet: { nodes: 120, associationOnly: 0.2 } });
const silent = nodesOf(associated.fleet).filter(
  ({ isScanned, documentName }) => !isScanned && documentName !== undefined,
);

test('associationOnly: such nodes have no patch state, but compliance items', async () => {
  between(0.1, silent.length / 120, 0.3);
  const ids = silent.map(({ id }) => id);
  const InstanceIds = ids.slice(0, 50);
  const states = await call(associated, { operation: 'DescribeInstancePatchStates', input: { InstanceIds } });
  assert.deepEqual(states.body.InstancePatchStates, []);
  const error = await errorOf(associated, 'DescribeInstancePatches', { InstanceId: ids[0] });
  assert.equal(error.code, 'InvalidInstanceId');
  const input = { Filters: [{ Key: 'ExecutionType', Values: ['association'] }], MaxResults: 50 };
  const member = 'ResourceComplianceSummaryItems';
  const items = await itemsOf(associated, 'ListResourceComplianceSummaries', input, member);
  for (const type of ['Association', 'Patch']) {
    const found = items.filter(({ ComplianceType }) => ComplianceType === type);
    assert.deepEqual(
      found.map(({ ResourceId }) => ResourceId),
      ids,
      type,
    );
  }
});

test('the document of their association is another', async () => {
  const read = async (name) => {
    const Filters = [{ Key: 'DocumentName', Values: [name] }];
    const input = { FiltersWithOperator: Filters, MaxResults: 1000 };
    const items = await itemsOf(associated, 'DescribeInstanceProperties', input, 'InstanceProperties');
    return items.map(({ InstanceId }) => InstanceId);
  };
  const scanned = nodesOf(associated.fleet).filter(({ isScanned }) => isScanned);
  assert.deepEqual(
    await read('AWS-RunPatchBaselineAssociation'),
    silent.map(({ id }) => id),
  );
  assert.deepEqual(
    await read('AWS-RunPatchBaseline'),
    scanned.map(({ id }) => id),
  );
});

test('nodes that were never scanned are listed, and silent everywhere else', async () => {
  const never = nodesOf(associated.fleet).filter(({ documentName }) => documentName === undefined);
  assert.ok(never.length > 0);
  const Filters = [{ Key: 'ResourceId', Values: never.map(({ id }) => id) }];
  for (const [operation, member] of [
    ['ListComplianceItems', 'ComplianceItems'],
    ['ListResourceComplianceSummaries', 'ResourceComplianceSummaryItems'],
  ]) {
    assert.deepEqual(await itemsOf(associated, operation, { Filters }, member), []);
  }
});

const OPEN_BEFORE_APPROVAL = new Set(['Missing', 'Failed']);

for (const day of [0, 25]) {
  test(`day ${day}: with approveAfterDays, a patch that is not approved is not missing`, () => {
    const fleet = fleetWith({ approveAfterDays: 10, day });
    const seen = new Set();
    for (const node of nodesOf(fleet).filter(({ isScanned }) => isScanned)) {
      const { platform, scannedAt: at } = node;
      const baseline = fleet.baselineOf(node);
      for (const { patch, state } of fleet.layout(node)) {
        const status = approvalOf(baseline, patch, { platform, start: fleet.start, at })?.status;
        if (OPEN_BEFORE_APPROVAL.has(state)) assert.match(status, /APPROVED$/, patch.title);
        if (state === 'InstalledRejected') assert.equal(status, 'EXPLICIT_REJECTED');
        if (state === 'AvailableSecurityUpdate' && status === 'PENDING_APPROVAL') seen.add(baseline.name);
      }
    }
    assert.ok(day === 0 || seen.has('windows-prod'), [...seen].join());
  });
}

test('a patch that waited for its approval at the start is missing or installed later', () => {
  const [start, later] = [0, 12].map((day) =>
    fleetWith({ approveAfterDays: 10, day, turnover: 0 }),
  );
  const found = { Missing: 0, Installed: 0 };
  for (const node of nodesOf(later).filter(({ scanDay }) => scanDay > 10)) {
    const before = start.find(node.id);
    const context = { platform: node.platform, start: start.start, at: before.scannedAt };
    const baseline = start.baselineOf(node);
    const titles = new Set(start.patches(before).map(({ title }) => title));
    for (const { patch, state } of later.layout(node)) {
      const isNew = !titles.has(patch.title) && patch.ageDays > 0 && state in found;
      if (!isNew) continue;
      assert.equal(approvalOf(baseline, patch, context).status, 'PENDING_APPROVAL');
      found[state] += 1;
    }
  }
  assert.ok(found.Missing > 0 && found.Installed > 0, JSON.stringify(found));
});

test('the delays are in the rules, and two patch groups have baselines of their own', async () => {
  const simulator = simulatorAt({ fleet: { nodes: 5, approveAfterDays: 7 } });
  const read = async (PatchGroup, OperatingSystem) => {
    const operation = 'GetPatchBaselineForPatchGroup';
    const { body } = await call(simulator, { operation, input: { PatchGroup, OperatingSystem } });
    const { BaselineId } = body;
    return (await call(simulator, { operation: 'GetPatchBaseline', input: { BaselineId } })).body;
  };
  const daysOf = ({ ApprovalRules }) => ApprovalRules.PatchRules.map((rule) => rule.ApproveAfterDays);
  assert.deepEqual(daysOf(await read('prod-windows', 'WINDOWS')), [7, 7, 7]);
  assert.deepEqual(daysOf(await read('staging-linux', 'UBUNTU')), [3, 3, 3]);
  assert.deepEqual(daysOf(await read('dev-linux', 'AMAZON_LINUX_2023')), [0, 0, 0]);
  const slow = await read('prod-sql', 'WINDOWS');
  assert.deepEqual([slow.Name, daysOf(slow)], ['windows-slow-ring', [30]]);
  assert.equal(slow.AvailableSecurityUpdatesComplianceStatus, 'NON_COMPLIANT');
  const frozen = await read('staging-db', 'AMAZON_LINUX_2023');
  const [rule] = frozen.ApprovalRules.PatchRules;
  assert.equal(frozen.Name, 'amazon-linux-2023-frozen');
  assert.match(rule.ApproveUntilDate, /^\d{4}-\d\d-\d\d$/);
  assert.ok(!('ApproveAfterDays' in rule));
});

test('available security updates make a node of the slow ring non-compliant', () => {
  const fleet = fleetWith({ nodes: 3000, approveAfterDays: 7, day: 25 });
  const states = nodesOf(fleet)
    .filter(({ isScanned, patchGroup }) => isScanned && patchGroup === 'prod-sql')
    .map((node) => fleet.patchState(node))
    .filter(({ counts }) => counts.AvailableSecurityUpdate > 0);
  assert.ok(states.length > 3);
  for (const { counts, nonCompliant } of states) {
    const open = OPEN.reduce((sum, state) => sum + counts[state], 0);
    const levels = nonCompliant.critical + nonCompliant.security + nonCompliant.other;
    assert.equal(levels, open + counts.AvailableSecurityUpdate);
  }
});

test('the realistic mix has all of this, and single shares replace its own', () => {
  const { mix } = fleetWith({ mix: 'realistic' });
  assert.ok(mix.endOfLife > 0 && mix.associationOnly > 0 && mix.approveAfterDays > 0);
  assert.equal(fleetWith({ mix: 'realistic', endOfLife: 0 }).mix.endOfLife, 0);
  assert.deepEqual(fleetWith().mix, { endOfLife: 0, associationOnly: 0, approveAfterDays: 0 });
});

test('nodes carry an owner, most of them, and are filtered by it', async () => {
  const simulator = simulatorAt();
  const read = (Key, Values) => {
    const input = { FiltersWithOperator: [{ Key, Values }], MaxResults: 1000 };
    return itemsOf(simulator, 'DescribeInstanceProperties', input, 'InstanceProperties');
  };
  const all = nodesOf(simulator.fleet);
  const owned = await read('tag-key', ['Owner']);
  between(0.8, owned.length / all.length, 0.99);
  const storefront = await read('tag:Owner', ['storefront']);
  assert.ok(storefront.length > 0);
  assert.ok(storefront.every(({ Name }) => /-(web|api|iis)-/.test(Name)));
});

const MISTAKES = [
  [{ mix: 'odd' }, 'mix: unknown mix "odd"; known are plain, realistic'],
  [{ endOfLife: 2 }, 'endOfLife: expected a share from 0 to 1, got 2'],
  [{ associationOnly: -1 }, 'associationOnly: expected a share from 0 to 1, got -1'],
  [{ approveAfterDays: 361 }, 'approveAfterDays: expected a whole number from 0 to 360, got 361'],
];
for (const [options, message] of MISTAKES) {
  test(`refused: ${message}`, () => {
    assert.throws(() => fleetWith(options), { name: 'TypeError', message });
  });
}
