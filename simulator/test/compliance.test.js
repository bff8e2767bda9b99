/** Compliance items and their summaries, and that they agree with the patches of the nodes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorOf, itemsOf, simulatorAt } from './signed-call.js';

const simulator = simulatorAt({ fleet: { nodes: 90 } });
const { fleet } = simulator;
const nodes = [...fleet.allNodes()].map(([, node]) => node);
const scanned = nodes.filter(({ isScanned }) => isScanned);
const OPEN = ['Missing', 'Failed', 'InstalledRejected', 'InstalledPendingReboot'];

const itemsWith = (input) =>
  itemsOf(simulator, 'ListComplianceItems', input, 'ComplianceItems');
const summariesWith = (input = {}) =>
  itemsOf(
    simulator,
    'ListResourceComplianceSummaries',
    input,
    'ResourceComplianceSummaryItems',
  );
const ofNode = (node, Filters) => itemsWith({ ResourceIds: [node.id], Filters });
/** Whether the baseline of a node counts security updates that it has not approved. */
const countsAvailableUpdates = (node) =>
  fleet.baselineOf(node).availableSecurityUpdates === 'NON_COMPLIANT';
const isPatch = ({ ComplianceType }) => ComplianceType === 'Patch';
const codeOf = async (input) => (await errorOf(simulator, 'ListComplianceItems', input)).code;

/** Counts of items by the names that summaries have. */
function severitiesOf(items) {
  const counts = {};
  for (const name of ['Critical', 'High', 'Medium', 'Low', 'Informational', 'Unspecified']) {
    counts[`${name}Count`] = items.filter(({ Severity }) => Severity === name.toUpperCase()).length;
  }
  return counts;
}

test('the patch items of a node are its patches', async () => {
  for (const node of scanned.slice(0, 20)) {
    const items = (await ofNode(node)).filter(isPatch);
    assert.deepEqual(
      items.map(({ Id, Title, Details }) => [Id, Title, Details.PatchState, Details.PatchSeverity]),
      fleet.patches(node).map(({ kbId, title, state, severity }) => [kbId, title, state, severity]),
    );
    for (const { Status, Details, ResourceId } of items) {
      const isOpen =
        OPEN.includes(Details.PatchState) ||
        (Details.PatchState === 'AvailableSecurityUpdate' && countsAvailableUpdates(node));
      assert.equal(Status === 'NON_COMPLIANT', isOpen);
      const hasNoStatus = Details.PatchState === 'NotApplicable' && node.platform.type === 'Windows';
      assert.equal(Status === '', hasNoStatus);
      assert.equal(Details.PatchBaselineId, fleet.patchState(node).baselineId);
      assert.equal(ResourceId, node.id);
    }
  }
});

test('the severities of the non-compliant items are those of the counts of the node', async () => {
  for (const node of scanned) {
    const items = (await ofNode(node)).filter(isPatch);
    const open = items.filter(({ Status }) => Status === 'NON_COMPLIANT');
    const { CriticalCount, HighCount, UnspecifiedCount } = severitiesOf(open);
    const { nonCompliant } = fleet.patchState(node);
    assert.deepEqual(
      { critical: CriticalCount, security: HighCount, other: UnspecifiedCount },
      nonCompliant,
    );
  }
});

test('the association of a node is the same in DescribeInstanceInformation', async () => {
  const Filters = [{ Key: 'InstanceIds', Values: scanned.map(({ id }) => id) }];
  const information = await itemsOf(
    simulator,
    'DescribeInstanceInformation',
    { Filters },
    'InstanceInformationList',
  );
  const associations = await itemsWith({
    Filters: [{ Key: 'ComplianceType', Values: ['Association'] }],
  });
  const listed = associations.filter(({ ResourceId }) => !fleet.find(ResourceId).isStopped);
  assert.ok(listed.length < associations.length);
  assert.deepEqual(
    listed.map(({ ResourceId, Status, ExecutionSummary }) => [
      ResourceId,
      Status === 'COMPLIANT' ? 'Success' : 'Failed',
      ExecutionSummary.ExecutionTime,
    ]),
    information.map(({ InstanceId, AssociationStatus, LastAssociationExecutionDate }) => [
      InstanceId,
      AssociationStatus,
      LastAssociationExecutionDate,
    ]),
  );
});

test('a node that was never scanned has no items', async () => {
  assert.deepEqual(await ofNode(nodes.find(({ isScanned }) => !isScanned)), []);
});

test('without resource ids all nodes are listed, node by node', async () => {
  const all = await itemsWith({ MaxResults: 50 });
  const expected = [];
  for (const node of scanned) expected.push(...(await ofNode(node)));
  assert.deepEqual(all, expected);
});

test('the only resource id must be that of a known node, the only type ManagedInstance', async () => {
  const [first, second] = scanned.map(({ id }) => id);
  assert.equal(await codeOf({ ResourceIds: [first, second] }), 'InvalidResourceId');
  assert.equal(await codeOf({ ResourceIds: ['i-00000000'] }), 'InvalidResourceId');
  assert.equal(await codeOf({ ResourceTypes: ['Bucket'] }), 'InvalidResourceType');
  const input = { ResourceIds: [first], ResourceTypes: ['ManagedInstance'] };
  assert.deepEqual(await itemsWith(input), await ofNode(scanned[0]));
});

const OPERATORS = {
  EQUAL: (text) => ['NON_COMPLIANT', ''].includes(text),
  NOT_EQUAL: (text) => !['NON_COMPLIANT', ''].includes(text),
};
for (const [Type, holds] of Object.entries(OPERATORS)) {
  test(`items are filtered by ${Type}, values being alternatives`, async () => {
    const Filters = [{ Key: 'Status', Values: ['NON_COMPLIANT', ''], Type }];
    const all = await itemsWith({});
    const some = await itemsWith({ Filters });
    assert.deepEqual(some, all.filter(({ Status }) => holds(Status)));
    assert.ok(some.length > 0 && some.length < all.length);
  });
}

test('items are filtered by the beginning of a text', async () => {
  const Filters = [{ Key: 'Id', Values: ['openssl', 'KB50'], Type: 'BEGIN_WITH' }];
  const all = await itemsWith({});
  const some = await itemsWith({ Filters });
  assert.deepEqual(some, all.filter(({ Id }) => /^(openssl|KB50)/.test(Id)));
  assert.ok(some.length > 0);
});

for (const [Type, holds] of [
  ['LESS_THAN', (seconds, limit) => seconds < limit],
  ['GREATER_THAN', (seconds, limit) => seconds > limit],
]) {
  test(`items are filtered by timestamp, in any time zone: ${Type}`, async () => {
    const limit = scanned.map(({ scannedAt }) => scannedAt).sort()[scanned.length >> 1];
    const local = new Date((limit + 3600) * 1000).toISOString().replace('Z', '+01:00');
    const all = await itemsWith({});
    const some = await itemsWith({ Filters: [{ Key: 'ExecutionTime', Values: [local], Type }] });
    const isWithin = ({ ExecutionSummary }) => holds(ExecutionSummary.ExecutionTime, limit);
    assert.deepEqual(some, all.filter(isWithin));
    assert.ok(some.length > 0 && some.length < all.length);
  });
}

test('several filters must all hold, also for details', async () => {
  const Filters = [
    { Key: 'PatchState', Values: ['Missing'] },
    { Key: 'Severity', Values: ['CRITICAL'], Type: 'EQUAL' },
  ];
  const some = await itemsWith({ Filters });
  const expected = (await itemsWith({})).filter(
    ({ Severity, Details }) => Severity === 'CRITICAL' && Details.PatchState === 'Missing',
  );
  assert.deepEqual(some, expected);
  assert.ok(some.length > 0);
});

test('a filter without a known key or without values is invalid', async () => {
  for (const filter of [{ Key: 'Owner', Values: ['x'] }, { Values: ['x'] }, { Key: 'Status' }]) {
    for (const operation of [
      'ListComplianceItems',
      'ListComplianceSummaries',
      'ListResourceComplianceSummaries',
    ]) {
      const error = await errorOf(simulator, operation, { Filters: [filter] });
      assert.deepEqual(error, { status: 400, code: 'InvalidFilter' });
    }
  }
});

test('the summaries of a node count its items', async () => {
  const summaries = await summariesWith({ MaxResults: 7 });
  assert.equal(summaries.length, 2 * scanned.length);
  for (const summary of summaries) {
    const own = (await ofNode(fleet.find(summary.ResourceId))).filter(
      ({ ComplianceType }) => ComplianceType === summary.ComplianceType,
    );
    const compliant = own.filter(({ Status }) => Status === 'COMPLIANT');
    const open = own.filter(({ Status }) => Status === 'NON_COMPLIANT');
    assert.equal(summary.Status, open.length > 0 ? 'NON_COMPLIANT' : 'COMPLIANT');
    assert.deepEqual(summary.CompliantSummary, {
      CompliantCount: compliant.length,
      SeveritySummary: severitiesOf(compliant),
    });
    assert.deepEqual(summary.NonCompliantSummary, {
      NonCompliantCount: open.length,
      SeveritySummary: severitiesOf(open),
    });
    assert.deepEqual(summary.ExecutionSummary, own[0].ExecutionSummary);
  }
});

for (const [Key, valueOf] of [
  ['ComplianceType', ({ ComplianceType }) => ComplianceType],
  ['OverallSeverity', ({ OverallSeverity }) => OverallSeverity],
  ['ResourceId', ({ ResourceId }) => ResourceId],
  ['Status', ({ Status }) => Status],
]) {
  test(`the summaries of nodes are filtered by ${Key}`, async () => {
    const all = await summariesWith();
    const value = valueOf(all[0]);
    const some = await summariesWith({ Filters: [{ Key, Values: [value] }], MaxResults: 5 });
    assert.deepEqual(some, all.filter((summary) => valueOf(summary) === value));
    assert.ok(some.length > 0 && some.length < all.length);
  });
}

test('the summaries of the account count nodes by their worst severity', async () => {
  for (const Filters of [[], [{ Key: 'OverallSeverity', Values: ['CRITICAL', 'UNSPECIFIED'] }]]) {
    const resources = await summariesWith({ Filters });
    const input = { Filters, MaxResults: 1 };
    const account = await itemsOf(
      simulator,
      'ListComplianceSummaries',
      input,
      'ComplianceSummaryItems',
    );
    assert.deepEqual(account.map(({ ComplianceType }) => ComplianceType), ['Association', 'Patch']);
    for (const { ComplianceType, CompliantSummary, NonCompliantSummary } of account) {
      const own = resources
        .filter((summary) => summary.ComplianceType === ComplianceType)
        .map(({ OverallSeverity, Status }) => ({ Severity: OverallSeverity, Status }));
      const compliant = own.filter(({ Status }) => Status === 'COMPLIANT');
      const open = own.filter(({ Status }) => Status === 'NON_COMPLIANT');
      assert.deepEqual(CompliantSummary, {
        CompliantCount: compliant.length,
        SeveritySummary: severitiesOf(compliant),
      });
      assert.deepEqual(NonCompliantSummary, {
        NonCompliantCount: open.length,
        SeveritySummary: severitiesOf(open),
      });
    }
  }
});

test('the items of the last of 100,000 nodes are found at once', async () => {
  const large = simulatorAt({ fleet: { nodes: 100_000 } });
  const last = [...large.fleet.nodes(99_900)].findLast(([, { isScanned }]) => isScanned)[1];
  const input = { ResourceIds: [last.id], MaxResults: 10 };
  const items = await itemsOf(large, 'ListComplianceItems', input, 'ComplianceItems');
  assert.equal(items.length, large.fleet.patches(last).length + 1);
});
