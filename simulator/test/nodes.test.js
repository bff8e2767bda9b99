/** DescribeInstanceInformation: the managed nodes and their filters. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, errorOf, pagesOf, simulatorAt } from './signed-call.js';

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
