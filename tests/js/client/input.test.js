/** How inputs are sent to the service. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { clientOf, NODE_ID, scripted, served } from '../conversation.js';

const OPERATIONS = {
  describeInstancePatchStates: { InstanceIds: [NODE_ID], MaxResults: 50 },
  describeInstancePatches: {
    InstanceId: NODE_ID,
    Filters: [{ Key: 'State', Values: ['Missing'] }],
  },
  describeInstanceInformation: {
    Filters: [{ Key: 'PlatformTypes', Values: ['Linux', 'Windows'] }],
    NextToken: 'token',
  },
};

let ssm;
before(async () => {
  ssm = await served();
});

async function sent(operation, input) {
  const fetch = scripted({});
  await clientOf(fetch)[operation](input);
  return fetch.requests[0].json();
}

test('all members of an input are sent unchanged', async () => {
  for (const [operation, input] of Object.entries(OPERATIONS)) {
    assert.deepEqual(await sent(operation, input), input);
  }
});

test('members that are undefined count as absent, known or not', async () => {
  const input = { InstanceId: NODE_ID, Filters: undefined, NextToken: undefined, Other: undefined };
  assert.deepEqual(await sent('describeInstancePatches', input), { InstanceId: NODE_ID });
  await ssm.client().describeInstanceInformation({ Filters: undefined, MaxResults: undefined });
});

test('members that are null count as absent', async () => {
  const absent = { Filters: null, NextToken: null, MaxResults: null };
  await ssm.client().describeInstanceInformation(absent);
  const fetch = scripted({});
  await clientOf(fetch).paginate('describeInstanceInformation', absent).collect();
  const { NextToken, MaxResults } = await fetch.requests[0].json();
  assert.deepEqual([NextToken ?? null, MaxResults ?? null], [null, null]);
});

test('inputs and options are never changed, not even by paginators', async () => {
  for (const [operation, given] of Object.entries(OPERATIONS)) {
    const input = deeplyFrozen(structuredClone(given));
    const fetch = scripted({ NextToken: 'a' }, { NextToken: 'b' }, {});
    const options = Object.freeze({ pageSize: 20, maxItems: 5 });
    const client = clientOf(fetch);
    await client[operation](input, Object.freeze({ timeoutMs: 1000 }));
    await client.paginate(operation, input, options).collect();
    assert.deepEqual(input, given);
    assert.equal(fetch.requests.length, 3);
  }
});

test('changes to an input after the call have no effect', async () => {
  const fetch = scripted({ NextToken: 'a' }, {}, {});
  const client = clientOf(fetch);
  const input = { InstanceIds: [NODE_ID] };
  const call = client.describeInstancePatchStates(input);
  const listing = client.paginate('describeInstancePatchStates', input);
  input.InstanceIds.push('i-1');
  input.MaxResults = 1;
  await call;
  await listing.collect();
  for (const request of fetch.requests) {
    assert.deepEqual((await request.json()).InstanceIds, [NODE_ID]);
  }
});

test('texts beyond ASCII and lone surrogates are signed as they are sent', async () => {
  const Values = [
    'Größe',
    '日本語',
    '😀',
    '\ud800',
    'a\ud83d',
    '\u0000',
    '\u2028',
    '"\\\n',
    '\ufeff',
  ];
  const { InstanceInformationList } = await ssm.client().describeInstanceInformation();
  const [{ InstanceId }] = InstanceInformationList;
  const Filters = [{ Key: 'Classification', Values }];
  const { Patches } = await ssm.client().describeInstancePatches({ InstanceId, Filters });
  assert.deepEqual(Patches, []);
  const body = await sent('describeInstancePatches', { InstanceId: NODE_ID, Filters });
  assert.deepEqual(body.Filters[0].Values, Values);
});

test('lengths are counted in characters, as the service counts them', async () => {
  const filters = (Value) => ({
    InstanceId: NODE_ID,
    Filters: [{ Key: 'Severity', Values: [Value] }],
  });
  await sent('describeInstancePatches', filters('😀'.repeat(256)));
  await assert.rejects(sent('describeInstancePatches', filters('😀'.repeat(257))), {
    code: 'invalid-input',
    message: /Filters\[0\]\.Values\[0\]: expected a string from 1 to 256 characters/,
  });
});

test('an input that JSON writes otherwise than it is checked is refused, and nothing is sent', async () => {
  class WithGetter {
    get InstanceId() {
      return NODE_ID;
    }
  }
  const inherited = Object.create({ InstanceId: NODE_ID });
  const own = { InstanceId: NODE_ID, toJSON: () => ({ InstanceId: 5 }) };
  const filters = (it) => ({ InstanceId: NODE_ID, Filters: [Object.assign(it, { Key: 'State', Values: ['Missing'] })] });
  for (const input of [new WithGetter(), inherited, own, filters(new Map()), filters(new Date())]) {
    const fetch = scripted({});
    const client = clientOf(fetch);
    for (const call of [
      client.describeInstancePatches(input),
      client.paginate('describeInstancePatches', input).collect(),
      client.send('DescribeInstancePatches', input),
    ]) {
      await assert.rejects(call, { code: 'invalid-input', message: /input: cannot be written as JSON|toJSON: is not known/ });
    }
    assert.equal(fetch.requests.length, 0);
  }
});

test('plain objects of another realm and without a prototype are inputs', async () => {
  const InstanceId = NODE_ID;
  const bare = Object.assign(Object.create(null), { InstanceId });
  for (const input of [bare, runInNewContext('({ InstanceId })', { InstanceId })]) {
    assert.deepEqual(await sent('describeInstancePatches', input), { InstanceId });
  }
});

function deeplyFrozen(value) {
  if (typeof value === 'object') Object.values(Object.freeze(value)).forEach(deeplyFrozen);
  return value;
}
