/** Patch states and patches of nodes, and that they agree. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, itemsOf, simulatorAt } from './signed-call.js';

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

function patchesOf({ id }, input = {}, from = simulator) {
  return itemsOf(from, 'DescribeInstancePatches', { InstanceId: id, ...input }, 'Patches');
}

function statesOf(InstanceIds) {
  const operation = 'DescribeInstancePatchStates';
  return itemsOf(simulator, operation, { InstanceIds }, 'InstancePatchStates');
}

async function errorOf(operation, input) {
  const { status, body } = await call(simulator, { operation, input });
  return { status, code: body.__type, message: body.Message };
}

/** Whether the baseline of a node counts security updates that it has not approved. */
function countsAvailableUpdates(node) {
  return simulator.fleet.baselineOf(node).availableSecurityUpdates === 'NON_COMPLIANT';
}

test('the counts of a node are those of its patches', async () => {
  const InstanceIds = scanned.slice(0, 50).map(({ id }) => id);
  const states = await statesOf(InstanceIds);
  assert.equal(states.length, InstanceIds.length);
  for (const state of states) {
    const node = simulator.fleet.find(state.InstanceId);
    const patches = await patchesOf(node);
    for (const [name, member] of Object.entries(COUNTS)) {
      const listed = patches.filter(({ State }) => State === name).length;
      assert.equal(listed, state[member] ?? 0, `${state.InstanceId} ${member}`);
    }
    const isOpen = ({ State }) =>
      OPEN.includes(State) || (State === 'AvailableSecurityUpdate' && countsAvailableUpdates(node));
    const open = patches.filter(isOpen);
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

test('unknown and never scanned nodes are left out of the states, repeated ids count once', async () => {
  const never = nodes.find(({ isScanned }) => !isScanned);
  const InstanceIds = [scanned[1].id, never.id, 'i-00000000', scanned[0].id, scanned[1].id];
  const states = await statesOf(InstanceIds);
  assert.deepEqual(
    states.map(({ InstanceId }) => InstanceId),
    [scanned[1].id, scanned[0].id],
  );
});

test('unknown and never scanned nodes are errors of DescribeInstancePatches', async () => {
  const never = nodes.find(({ isScanned }) => !isScanned);
  for (const InstanceId of [never.id, 'mi-00000000000000000']) {
    assert.deepEqual(await errorOf('DescribeInstancePatches', { InstanceId }), {
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
    const busy = scanned.find((node) => simulator.fleet.patchState(node).counts.Missing > 2);
    const all = await patchesOf(busy);
    const Values = [...new Set(all.map((patch) => patch[member]).filter(Boolean))].slice(0, 2);
    const some = await patchesOf(busy, { Filters: [{ Key, Values }], MaxResults: 10 });
    assert.deepEqual(
      some,
      all.filter((patch) => Values.includes(patch[member])),
    );
    assert.ok(some.length > 0 && some.length < all.length);
  });
}

test('several filters must all hold', async () => {
  const busy = scanned.find((node) => simulator.fleet.patchState(node).counts.Missing > 2);
  const Filters = [
    { Key: 'State', Values: ['Missing', 'Failed'] },
    { Key: 'Classification', Values: ['Security', 'SecurityUpdates'] },
  ];
  const all = await patchesOf(busy);
  const some = await patchesOf(busy, { Filters });
  const expected = all.filter(({ State, Classification }) => {
    return ['Missing', 'Failed'].includes(State) && Classification.startsWith('Security');
  });
  assert.deepEqual(some, expected);
  assert.ok(some.length > 0);
});

test("a state in the enum's spelling matches nothing", async () => {
  const Filters = [{ Key: 'State', Values: ['INSTALLED'] }];
  assert.deepEqual(await patchesOf(scanned[0], { Filters }), []);
});

for (const filter of [
  { Key: 'Title', Values: ['x'] },
  { Values: ['x'] },
  { Key: 'State' },
  { Key: 'toString', Values: ['x'] },
]) {
  test(`the filter ${JSON.stringify(filter)} is invalid`, async () => {
    const input = { InstanceId: scanned[0].id, Filters: [filter] };
    assert.deepEqual(await errorOf('DescribeInstancePatches', input), {
      status: 400,
      code: 'InvalidFilter',
      message:
        "The filter name isn't valid. Verify that you entered the correct name and try again.",
    });
  });
}

test('timestamps have the two notations of the service, and "never" is 0 or the year 1', async () => {
  const texts = [];
  for (const { id } of scanned) {
    const parts = {
      operation: 'DescribeInstancePatches',
      input: { InstanceId: id, MaxResults: 100 },
    };
    texts.push((await call(simulator, parts)).text);
  }
  const timestamps = new Set(texts.join().match(/(?<="InstalledTime":)[^,}]+/g));
  const some = (pattern) => [...timestamps].some((one) => pattern.test(one));
  assert.ok([...timestamps].every((one) => /^-?\d+\.\d+(E\d+)?$/.test(one)));
  assert.ok(some(/^1\.\d+E9$/) && some(/^\d{10}\.\d+$/));
  for (const never of ['0.0', '-6.21355968E10', '-62135596800.0']) {
    assert.ok(timestamps.has(never), never);
  }
});

test('some patches of Windows have no title, and those of Ubuntu 20.04 no install time', async () => {
  const of = (platform) => scanned.find((node) => node.platform.id.startsWith(platform));
  const windows = await patchesOf(of('windows'));
  assert.ok(windows.some(({ Title, KBId }) => Title === '' && /^KB\d+$/.test(KBId)));
  const large = simulatorAt({ fleet: { nodes: 300 } });
  const focal = [...large.fleet.nodes()].find(([, node]) => node.platform.id === 'ubuntu-20.04')[1];
  const patches = await patchesOf(focal, {}, large);
  assert.ok(patches.every((patch) => !Object.hasOwn(patch, 'InstalledTime')));
});

