/** What the simulator does on request only, on whatever operation. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, itemsOf, NOW, simulatorAt } from './caller.js';

const plain = simulatorAt();
const scanned = [...plain.fleet.nodes()].map(([, node]) => node).filter((node) => node.isScanned);
const states = {
  operation: 'DescribeInstancePatchStates',
  input: { InstanceIds: scanned.slice(0, 30).map(({ id }) => id) },
};
const baseline = {
  operation: 'GetPatchBaseline',
  input: { BaselineId: plain.fleet.baselines.defaultOf('UBUNTU').id },
};

async function both(quirk, parts) {
  const [right, quirky] = [plain, simulatorAt({ quirks: [quirk] })];
  return [(await call(right, parts)).body, (await call(quirky, parts)).body];
}

/** All values of a member, wherever it is. */
function valuesOf(name, value) {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.entries(value).filter(([key]) => key === name);
  return [
    ...own.map(([, member]) => member),
    ...Object.values(value).flatMap((member) => valuesOf(name, member)),
  ];
}

test('nulls: what is absent is null, and nothing else changes', async () => {
  for (const parts of [states, baseline]) {
    const [right, quirky] = await both('nulls', parts);
    const text = JSON.stringify(quirky, (_name, value) => (value === null ? undefined : value));
    assert.deepEqual(JSON.parse(text), right);
    assert.notDeepEqual(quirky, right);
  }
  assert.equal((await both('nulls', states))[1].NextToken, null);
});

test('new-values: some values of enumerations are new, and nothing else changes', async () => {
  const [right, quirky] = await both('new-values', states);
  const operations = valuesOf('Operation', quirky);
  const known = operations.filter((operation) => ['Scan', 'Install'].includes(operation));
  assert.ok(known.length > 0 && known.length < operations.length);
  const restored = quirky.InstancePatchStates.map((state, at) => {
    const { Operation, RebootOption } = right.InstancePatchStates[at];
    return { ...state, Operation, ...(RebootOption === undefined ? {} : { RebootOption }) };
  });
  assert.deepEqual(restored, right.InstancePatchStates);
});

test('new-members: every object has one more', async () => {
  const [right, quirky] = await both('new-members', baseline);
  const count = (value) => valuesOf('IntroducedTomorrow', value).length;
  assert.equal(count(right), 0);
  assert.equal(count(quirky), 1 + 1 + 1 + 3 * 2 + 3);
});

test('mixed-dates: a time is a number, a numeric text, an RFC 3339 text or an HTTP date', async () => {
  const mixed = simulatorAt({ quirks: ['mixed-dates'] });
  const input = { MaxResults: 50 };
  const items = await itemsOf(mixed, 'ListComplianceItems', input, 'ComplianceItems');
  const times = items.map(({ ExecutionSummary }) => ExecutionSummary.ExecutionTime);
  const some = (pattern) => times.some((time) => typeof time === 'string' && pattern.test(time));
  assert.ok(times.some((time) => typeof time === 'number'));
  assert.ok(some(/^\d{10}$/) && some(/^\d{4}-\d\d-\d\dT.+\+00:00$/) && some(/^\w{3}, .+ GMT$/));
  const right = await itemsOf(plain, 'ListComplianceItems', input, 'ComplianceItems');
  const seconds = (time) => (Number.isNaN(Number(time)) ? Date.parse(time) / 1000 : Number(time));
  assert.deepEqual(
    times.map(seconds),
    right.map(({ ExecutionSummary }) => ExecutionSummary.ExecutionTime),
  );
  assert.ok(seconds(times[0]) < NOW / 1000);
});
