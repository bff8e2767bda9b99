/** Pages and tokens, the same for all operations with pages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, pagesOf, SESSION, simulatorAt } from './signed-call.js';

const simulator = simulatorAt();
const scanned = [...simulator.fleet.nodes()]
  .map(([, node]) => node)
  .filter(({ isScanned }) => isScanned);
const patchesOf = (node, input) => ({
  operation: 'DescribeInstancePatches',
  input: { InstanceId: node.id, ...input },
});

async function pages(parts) {
  const all = [];
  for await (const page of pagesOf(simulator, parts)) all.push(page);
  return all;
}

test('now and then a page is empty and has a valid token', async () => {
  const all = [];
  for (const node of scanned.slice(0, 10)) {
    all.push(...(await pages(patchesOf(node, { MaxResults: 10 }))));
  }
  const empty = all.filter(({ Patches }) => Patches.length === 0);
  assert.ok(empty.length > 0 && empty.length < all.length / 4);
  assert.ok(empty.every(({ NextToken }) => NextToken.length > 0));
});

test('the last page of patches has the token "", that of patch states has none', async () => {
  assert.equal((await pages(patchesOf(scanned[0]))).at(-1).NextToken, '');
  const input = { InstanceIds: [scanned[0].id] };
  const states = await call(simulator, { operation: 'DescribeInstancePatchStates', input });
  assert.equal(Object.hasOwn(states.body, 'NextToken'), false);
});

test('a token is valid for its own request only', async () => {
  const { body } = await call(simulator, patchesOf(scanned[0], { MaxResults: 10 }));
  const { NextToken } = body;
  const next = async (input, parts) => {
    const request = patchesOf(scanned[0], { MaxResults: 10, NextToken, ...input });
    const response = await call(simulator, { ...request, ...parts });
    return { status: response.status, ...(response.body.__type && { body: response.body }) };
  };
  const invalid = {
    status: 400,
    body: { __type: 'InvalidNextToken', Message: "The specified token isn't valid." },
  };

  assert.deepEqual(await next({}), { status: 200 });
  assert.deepEqual(await next({ MaxResults: 20 }), { status: 200 });
  assert.deepEqual(await next({ InstanceId: scanned[1].id }), invalid);
  assert.deepEqual(await next({ Filters: [{ Key: 'State', Values: ['Missing'] }] }), invalid);
  assert.deepEqual(await next({}, { credentials: SESSION }), invalid);
  const nodes = await call(simulator, {
    operation: 'DescribeInstanceInformation',
    input: { NextToken },
  });
  assert.deepEqual(nodes.body, invalid.body);
  for (const token of [
    '',
    'x',
    `${NextToken}\n`,
    NextToken.slice(1),
    NextToken.replace(/.=*$/, ''),
    btoa('10.'),
  ]) {
    assert.deepEqual(await next({ NextToken: token }), invalid, token);
  }
});

test('a token is valid for another simulator of the same fleet, and for no other', async () => {
  const input = { MaxResults: 5 };
  const { body } = await call(simulator, { input });
  const next = { input: { ...input, NextToken: body.NextToken } };
  assert.equal((await call(simulatorAt(), next)).status, 200);
  const other = simulatorAt({ fleet: { nodes: 60, seed: 2 } });
  assert.equal((await call(other, next)).body.__type, 'InvalidNextToken');
});
