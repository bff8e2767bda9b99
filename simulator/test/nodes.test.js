/** DescribeInstanceInformation and DescribeInstanceProperties: the managed nodes, their filters. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, errorOf, itemsOf, pagesOf, simulatorAt } from './signed-call.js';

const simulator = simulatorAt();
const nodes = [...simulator.fleet.nodes()].map(([, node]) => node);
const OPERATION = 'DescribeInstanceInformation';

async function list(input) {
  const items = [];
  for await (const page of pagesOf(simulator, { operation: OPERATION, input })) {
    items.push(...page.InstanceInformationList);
  }
  return items;
}

test('every node is listed once, also those that were never scanned', async () => {
  const pages = [];
  for await (const page of pagesOf(simulator, { operation: OPERATION, input: { MaxResults: 7 } })) {
    pages.push(page.InstanceInformationList);
  }
  assert.deepEqual(
    pages.flat().map(({ InstanceId }) => InstanceId),
    nodes.map(({ id }) => id),
  );
  assert.ok(pages.every((page) => page.length <= 7));
  assert.ok(nodes.some(({ isScanned }) => !isScanned));
});

test('stopped nodes are left out', async () => {
  const stopped = [...simulator.fleet.allNodes()].filter(([, node]) => node.isStopped);
  assert.ok(stopped.length > 0);
  const [, { id }] = stopped[0];
  assert.deepEqual(await list({ Filters: [{ Key: 'InstanceIds', Values: [id] }] }), []);
});

test('a page has 10 nodes by default', async () => {
  const { body } = await call(simulator, { operation: OPERATION });
  assert.equal(body.InstanceInformationList.length, 10);
});

const FILTERS = [
  ['InstanceIds', ({ InstanceId }) => InstanceId],
  ['PingStatus', ({ PingStatus }) => PingStatus],
  ['PlatformTypes', ({ PlatformType }) => PlatformType],
  ['AgentVersion', ({ AgentVersion }) => AgentVersion],
  ['ResourceType', ({ ResourceType }) => ResourceType],
  ['AssociationStatus', ({ AssociationStatus }) => AssociationStatus],
  ['ActivationIds', ({ ActivationId }) => ActivationId],
  ['IamRole', ({ IamRole }) => IamRole],
];
for (const [key, valueOf] of FILTERS) {
  test(`both lists of filters take ${key}`, async () => {
    const all = await list({});
    const value = valueOf(all.find((node) => valueOf(node) !== undefined));
    const expected = all.filter((node) => valueOf(node) === value);
    const newer = await list({ Filters: [{ Key: key, Values: [value] }], MaxResults: 5 });
    assert.deepEqual(newer, expected);
    const older = await list({ InstanceInformationFilterList: [{ key, valueSet: [value] }] });
    assert.deepEqual(older, expected);
  });
}

test('nodes are filtered by tag', async () => {
  const { patchGroup } = nodes.find((node) => node.patchGroup !== '');
  const ids = async (filter) => {
    const items = await list({ Filters: [filter], MaxResults: 50 });
    return items.map(({ InstanceId }) => InstanceId);
  };
  const idsOf = (test) => nodes.filter(test).map(({ id }) => id);
  assert.deepEqual(
    await ids({ Key: 'tag:Patch Group', Values: [patchGroup] }),
    idsOf((node) => node.patchGroup === patchGroup),
  );
  assert.deepEqual(
    await ids({ Key: 'tag-key', Values: ['Patch Group'] }),
    idsOf((node) => node.patchGroup !== ''),
  );
});

test('the two lists of filters exclude each other', async () => {
  const input = {
    Filters: [{ Key: 'IamRole', Values: ['x'] }],
    InstanceInformationFilterList: [{ key: 'IamRole', valueSet: ['x'] }],
  };
  const error = await errorOf(simulator, OPERATION, input);
  assert.deepEqual(error, { status: 400, code: 'ValidationException' });
});

const properties = (input) =>
  itemsOf(simulator, 'DescribeInstanceProperties', input, 'InstanceProperties');

test('the properties are those of all nodes, also of stopped ones, with the names of their tags', async () => {
  const all = [...simulator.fleet.allNodes()].map(([, node]) => node);
  const items = await properties({ MaxResults: 1000 });
  assert.deepEqual(
    items.map(({ InstanceId, Name }) => [InstanceId, Name]),
    all.map(({ id, name }) => [id, name]),
  );
  const stopped = items.filter(({ InstanceState }) => InstanceState === 'stopped');
  assert.deepEqual(
    stopped.map(({ InstanceId }) => InstanceId),
    all.filter(({ isStopped }) => isStopped).map(({ id }) => id),
  );
  assert.ok(stopped.length > 0);
});

test('the properties agree with DescribeInstanceInformation', async () => {
  const items = await properties({ MaxResults: 1000 });
  const byId = new Map(items.map((item) => [item.InstanceId, item]));
  for (const { IsLatestVersion, IPAddress, Name, ...information } of await list({})) {
    const item = byId.get(information.InstanceId);
    // The two operations write timestamps in notations of their own, with the same value.
    assert.deepEqual({ ...item, ...information }, item);
    if (Name !== undefined) assert.equal(item.Name, Name);
  }
});

test('EC2 instances have a type, a state, a zone and a launch time, hybrid nodes have not', async () => {
  for (const item of await properties({ MaxResults: 1000 })) {
    const members = ['InstanceType', 'InstanceState', 'AvailabilityZone', 'LaunchTime', 'KeyName'];
    const isInstance = item.ResourceType === 'EC2Instance';
    for (const name of members) assert.equal(name in item, isInstance, `${item.InstanceId} ${name}`);
  }
});

test('properties come 5 to 1,000 a page', async () => {
  const large = simulatorAt({ fleet: { nodes: 1200, stopped: 0 } });
  const pages = [];
  const operation = 'DescribeInstanceProperties';
  for await (const page of pagesOf(large, { operation, input: { MaxResults: 1000 } })) {
    if (page.InstanceProperties.length > 0) pages.push(page.InstanceProperties.length);
  }
  assert.deepEqual(pages, [1000, 200]);
  for (const MaxResults of [4, 1001]) {
    const error = await errorOf(simulator, operation, { MaxResults });
    assert.deepEqual(error, { status: 400, code: 'ValidationException' });
  }
});

const VERSION = '3.3.987.0';
const older = (version) => version.startsWith('3.2.') || version.startsWith('3.1.');
const OPERATORS = {
  Equal: (version) => version === VERSION,
  NotEqual: (version) => version !== VERSION,
  BeginWith: (version) => version.startsWith(VERSION),
  LessThan: (version) => older(version),
  GreaterThan: (version) => !older(version) && version !== VERSION,
};
for (const [Operator, holds] of Object.entries(OPERATORS)) {
  test(`properties are filtered by ${Operator}, versions by their numbers`, async () => {
    const all = await properties({ MaxResults: 1000 });
    const filter = { Key: 'AgentVersion', Values: [VERSION], Operator };
    const some = await properties({ FiltersWithOperator: [filter], MaxResults: 5 });
    assert.deepEqual(some, all.filter(({ AgentVersion }) => holds(AgentVersion)));
    assert.ok(some.length > 0 && some.length < all.length);
  });
}

test('both lists of filters for properties must hold together', async () => {
  const all = await properties({ MaxResults: 1000 });
  const some = await properties({
    InstancePropertyFilterList: [{ key: 'DocumentName', valueSet: ['AWS-RunPatchBaseline'] }],
    FiltersWithOperator: [{ Key: 'tag:Environment', Values: ['prod', 'dev'] }],
  });
  const expected = all.filter(
    ({ AssociationStatus, Name }) => AssociationStatus !== undefined && /^(prod|dev)-/.test(Name),
  );
  assert.deepEqual(some, expected);
  assert.ok(some.length > 0 && some.length < all.length);
});
