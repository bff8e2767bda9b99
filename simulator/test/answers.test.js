import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, NOW, pagesOf, SESSION, simulatorAt } from './caller.js';

const simulator = simulatorAt();
const nodes = [...simulator.fleet.nodes()].map(([, node]) => node);
const scanned = nodes.filter(({ isScanned }) => isScanned);
const COUNTS = {
  Installed: 'InstalledCount',
  InstalledOther: 'InstalledOtherCount',
  InstalledPendingReboot: 'InstalledPendingRebootCount',
  InstalledRejected: 'InstalledRejectedCount',
  Missing: 'MissingCount',
  Failed: 'FailedCount',
  NotApplicable: 'NotApplicableCount',
  AvailableSecurityUpdate: 'AvailableSecurityUpdateCount',
};
const OPEN = ['Missing', 'Failed', 'InstalledRejected', 'InstalledPendingReboot'];

async function collect(operation, input, member, from = simulator) {
  const pages = [];
  for await (const page of pagesOf(from, { operation, input })) pages.push(page);
  return { pages, items: pages.flatMap((page) => page[member]) };
}

function allPatches(InstanceId, input = {}, from = simulator) {
  return collect('DescribeInstancePatches', { InstanceId, ...input }, 'Patches', from);
}

async function outcome(operation, input, parts = {}) {
  const { status, body } = await call(simulator, { operation, input, ...parts });
  return { status, code: body.__type, message: body.message ?? body.Message };
}

test('DescribeInstanceInformation lists every node once, never scanned ones included', async () => {
  const input = { MaxResults: 7 };
  const { pages, items } = await collect(
    'DescribeInstanceInformation',
    input,
    'InstanceInformationList',
  );
  assert.deepEqual(
    items.map(({ InstanceId }) => InstanceId),
    nodes.map(({ id }) => id),
  );
  assert.ok(pages.every((page) => page.InstanceInformationList.length <= 7));
  assert.ok(nodes.some(({ isScanned }) => !isScanned));
});

test('a page has 10 nodes by default', async () => {
  const { body } = await call(simulator, { operation: 'DescribeInstanceInformation' });
  assert.equal(body.InstanceInformationList.length, 10);
});

test('now and then a page is empty and has a live token', async () => {
  const pages = [];
  for (const { id } of scanned.slice(0, 10)) {
    pages.push(...(await allPatches(id, { MaxResults: 10 })).pages);
  }
  const empty = pages.filter(({ Patches }) => Patches.length === 0);
  assert.ok(empty.length > 0 && empty.length < pages.length / 4);
  assert.ok(empty.every(({ NextToken }) => NextToken.length > 0));
});

test('the last page of patches says "", other last pages say nothing', async () => {
  const patches = await allPatches(scanned[0].id);
  assert.equal(patches.pages.at(-1).NextToken, '');
  const input = { InstanceIds: [scanned[0].id] };
  const states = await call(simulator, { operation: 'DescribeInstancePatchStates', input });
  assert.equal(Object.hasOwn(states.body, 'NextToken'), false);
});

test('the counts of a node equal what its list of patches says', async () => {
  const InstanceIds = scanned.slice(0, 50).map(({ id }) => id);
  const { items } = await collect(
    'DescribeInstancePatchStates',
    { InstanceIds },
    'InstancePatchStates',
  );
  assert.equal(items.length, InstanceIds.length);
  for (const state of items) {
    const patches = (await allPatches(state.InstanceId)).items;
    for (const [name, member] of Object.entries(COUNTS)) {
      const listed = patches.filter(({ State }) => State === name).length;
      assert.equal(listed, state[member] ?? 0, `${state.InstanceId} ${member}`);
    }
    const open = patches.filter(({ State }) => OPEN.includes(State));
    const security = (patch) => /^Security/.test(patch.Classification);
    const critical = (patch) =>
      patch.Severity === 'Critical' || (patch.Severity === 'Required' && security(patch));
    const rest = open.filter((patch) => !critical(patch));
    assert.equal(state.CriticalNonCompliantCount ?? 0, open.filter(critical).length);
    assert.equal(state.SecurityNonCompliantCount ?? 0, rest.filter(security).length);
    assert.equal(
      state.OtherNonCompliantCount ?? 0,
      rest.filter((patch) => !security(patch)).length,
    );
  }
});

test('unknown and never scanned nodes are left out of the states, and repeated ids count once', async () => {
  const never = nodes.find(({ isScanned }) => !isScanned);
  const InstanceIds = [scanned[1].id, never.id, 'i-00000000', scanned[0].id, scanned[1].id];
  const { items } = await collect(
    'DescribeInstancePatchStates',
    { InstanceIds },
    'InstancePatchStates',
  );
  assert.deepEqual(
    items.map(({ InstanceId }) => InstanceId),
    [scanned[1].id, scanned[0].id],
  );
});

test('unknown and never scanned nodes are errors of DescribeInstancePatches', async () => {
  const never = nodes.find(({ isScanned }) => !isScanned);
  for (const InstanceId of [never.id, 'mi-00000000000000000']) {
    assert.deepEqual(await outcome('DescribeInstancePatches', { InstanceId }), {
      status: 400,
      code: 'InvalidInstanceId',
      message: `Instance ${InstanceId} isn't managed or was never scanned.`,
    });
  }
});

for (const [Key, member] of [
  ['State', 'State'],
  ['Severity', 'Severity'],
  ['Classification', 'Classification'],
  ['KBId', 'KBId'],
]) {
  test(`patches are filtered by ${Key}, values being alternatives`, async () => {
    const { id } = scanned.find((node) => simulator.fleet.patchState(node).counts.Missing > 2);
    const all = (await allPatches(id)).items;
    const Values = [...new Set(all.map((patch) => patch[member]).filter(Boolean))].slice(0, 2);
    const { items } = await allPatches(id, { Filters: [{ Key, Values }], MaxResults: 10 });
    assert.deepEqual(
      items,
      all.filter((patch) => Values.includes(patch[member])),
    );
    assert.ok(items.length > 0 && items.length < all.length);
  });
}

test('several filters must all hold', async () => {
  const { id } = scanned.find((node) => simulator.fleet.patchState(node).nonCompliant.security > 1);
  const Filters = [
    { Key: 'State', Values: ['Missing', 'Failed'] },
    { Key: 'Classification', Values: ['Security', 'SecurityUpdates'] },
  ];
  const all = (await allPatches(id)).items;
  const { items } = await allPatches(id, { Filters });
  const expected = all.filter(({ State, Classification }) => {
    return ['Missing', 'Failed'].includes(State) && Classification.startsWith('Security');
  });
  assert.deepEqual(items, expected);
  assert.ok(items.length > 0);
});

test("a state in the enum's spelling matches nothing", async () => {
  const Filters = [{ Key: 'State', Values: ['INSTALLED'] }];
  assert.deepEqual((await allPatches(scanned[0].id, { Filters })).items, []);
});

for (const filter of [
  { Key: 'Title', Values: ['x'] },
  { Values: ['x'] },
  { Key: 'State' },
  { Key: 'toString', Values: ['x'] },
]) {
  test(`the filter ${JSON.stringify(filter)} is invalid`, async () => {
    const input = { InstanceId: scanned[0].id, Filters: [filter] };
    assert.deepEqual(await outcome('DescribeInstancePatches', input), {
      status: 400,
      code: 'InvalidFilter',
      message:
        "The filter name isn't valid. Verify that you entered the correct name and try again.",
    });
  });
}

const NODE_FILTERS = [
  ['InstanceIds', ({ InstanceId }) => InstanceId],
  ['PingStatus', ({ PingStatus }) => PingStatus],
  ['PlatformTypes', ({ PlatformType }) => PlatformType],
  ['AgentVersion', ({ AgentVersion }) => AgentVersion],
  ['ResourceType', ({ ResourceType }) => ResourceType],
  ['AssociationStatus', ({ AssociationStatus }) => AssociationStatus],
  ['ActivationIds', ({ ActivationId }) => ActivationId],
  ['IamRole', ({ IamRole }) => IamRole],
];
for (const [key, valueOf] of NODE_FILTERS) {
  test(`nodes are filtered by ${key}, with both lists of filters`, async () => {
    const list = (input) =>
      collect('DescribeInstanceInformation', input, 'InstanceInformationList');
    const all = (await list({})).items;
    const value = valueOf(all.find((node) => valueOf(node) !== undefined));
    const expected = all.filter((node) => valueOf(node) === value);
    const newer = await list({ Filters: [{ Key: key, Values: [value] }], MaxResults: 5 });
    assert.deepEqual(newer.items, expected);
    const older = await list({ InstanceInformationFilterList: [{ key, valueSet: [value] }] });
    assert.deepEqual(older.items, expected);
  });
}

test('nodes are filtered by tag', async () => {
  const { patchGroup } = nodes.find((node) => node.patchGroup !== '');
  const ids = async (filter) => {
    const input = { Filters: [filter], MaxResults: 50 };
    const { items } = await collect(
      'DescribeInstanceInformation',
      input,
      'InstanceInformationList',
    );
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

test('a wrong filter of nodes is refused by the code that fits', async () => {
  const refusal = async (input) => (await outcome('DescribeInstanceInformation', input)).code;
  const Values = ['x'];
  assert.equal(await refusal({ Filters: [{ Key: 'Platform', Values }] }), 'InvalidFilterKey');
  assert.equal(
    await refusal({ Filters: [{ Key: 'PingStatus', Values }] }),
    'InvalidInstanceInformationFilterValue',
  );
  const both = {
    Filters: [{ Key: 'IamRole', Values }],
    InstanceInformationFilterList: [{ key: 'IamRole', valueSet: Values }],
  };
  assert.equal(await refusal(both), 'ValidationException');
});

test('a token is worth something to the very request it was given to', async () => {
  const InstanceId = scanned[0].id;
  const first = { InstanceId, MaxResults: 10 };
  const { body } = await call(simulator, { operation: 'DescribeInstancePatches', input: first });
  const { NextToken } = body;
  const next = (input, parts) =>
    outcome('DescribeInstancePatches', { ...first, NextToken, ...input }, parts);
  const invalid = {
    status: 400,
    code: 'InvalidNextToken',
    message: "The specified token isn't valid.",
  };

  assert.equal((await next({})).status, 200);
  assert.equal((await next({ MaxResults: 20 })).status, 200);
  assert.deepEqual(await next({ InstanceId: scanned[1].id }), invalid);
  assert.deepEqual(await next({ Filters: [{ Key: 'State', Values: ['Missing'] }] }), invalid);
  assert.deepEqual(await next({}, { credentials: SESSION }), invalid);
  assert.deepEqual(await outcome('DescribeInstanceInformation', { NextToken }), invalid);
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

test('a token outlives the simulator that gave it, not the fleet', async () => {
  const input = { MaxResults: 5 };
  const { body } = await call(simulator, { input });
  const again = { input: { ...input, NextToken: body.NextToken } };
  assert.equal((await call(simulatorAt(), again)).status, 200);
  const other = simulatorAt({ fleet: { nodes: 60, seed: 2 } });
  assert.equal((await call(other, again)).body.__type, 'InvalidNextToken');
});

test('times come in the two spellings of the service, and as the two ways to say never', async () => {
  const texts = [];
  for (const { id } of scanned) {
    const parts = {
      operation: 'DescribeInstancePatches',
      input: { InstanceId: id, MaxResults: 100 },
    };
    texts.push((await call(simulator, parts)).text);
  }
  const times = new Set(texts.join().match(/(?<="InstalledTime":)[^,}]+/g));
  const some = (pattern) => [...times].some((time) => pattern.test(time));
  assert.ok([...times].every((time) => /^-?\d+\.\d+(E\d+)?$/.test(time)));
  assert.ok(some(/^1\.\d+E9$/) && some(/^\d{10}\.\d+$/));
  assert.ok(times.has('0.0') && times.has('-6.21355968E10') && times.has('-62135596800.0'));
});

test('Windows lists patches without a title, and Ubuntu 20.04 none with a time', async () => {
  const of = (platform) => scanned.find((node) => node.platform.id.startsWith(platform));
  const windows = (await allPatches(of('windows').id)).items;
  assert.ok(windows.some(({ Title, KBId }) => Title === '' && /^KB\d+$/.test(KBId)));
  const large = simulatorAt({ fleet: { nodes: 300 } });
  const focal = [...large.fleet.nodes()].find(([, node]) => node.platform.id === 'ubuntu-20.04')[1];
  const { items } = await allPatches(focal.id, {}, large);
  assert.ok(items.every((patch) => !Object.hasOwn(patch, 'InstalledTime')));
});

test('iso-dates: times are texts', async () => {
  const texts = simulatorAt({ quirks: ['iso-dates'] });
  const { body } = await call(texts, {});
  const { LastPingDateTime } = body.InstanceInformationList[0];
  assert.match(LastPingDateTime, /^2026-11-21T01:\d\d:\d\d(\.\d{3})?\+00:00$/);
  assert.ok(new Date(LastPingDateTime).getTime() <= NOW);
});

test('max-results-50: larger pages are refused', async () => {
  const strict = simulatorAt({ quirks: ['max-results-50'] });
  const at = (MaxResults) =>
    call(strict, {
      operation: 'DescribeInstancePatches',
      input: { InstanceId: scanned[0].id, MaxResults },
    });
  assert.equal((await at(50)).status, 200);
  assert.deepEqual((await at(51)).body, {
    __type: 'ValidationException',
    message:
      "1 validation error detected: Value '51' at 'maxResults' failed to satisfy constraint: " +
      'Member must have value less than or equal to 50',
  });
});

test('repeated-token: the second page repeats the token of the first', async () => {
  const stuck = simulatorAt({ quirks: ['repeated-token'] });
  const tokens = [];
  for await (const { NextToken } of pagesOf(stuck, {
    operation: 'DescribeInstanceInformation',
    input: {},
  })) {
    if (tokens.push(NextToken) === 4) break;
  }
  assert.equal(tokens[3], tokens[2]);
});

test('an unknown quirk is a TypeError that lists the known ones', () => {
  assert.throws(() => simulatorAt({ quirks: ['iso'] }), {
    name: 'TypeError',
    message:
      'quirks: unknown quirk "iso"; known are iso-dates, mixed-dates, max-results-50, ' +
      'repeated-token, nulls, new-members, new-values',
  });
});
