/** What the simulator does on request only. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Fleet, QUIRKS } from '../index.js';
import { call, itemsOf, NOW, pagesOf, simulatorAt } from './signed-call.js';

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

test('nulls: absent members are null, and nothing else changes', async () => {
  for (const parts of [states, baseline]) {
    const [right, quirky] = await both('nulls', parts);
    const text = JSON.stringify(quirky, (_name, value) => (value === null ? undefined : value));
    assert.deepEqual(JSON.parse(text), right);
    assert.notDeepEqual(quirky, right);
  }
  assert.equal((await both('nulls', states))[1].NextToken, null);
});

test('new-values: some enumerations have new values, and nothing else changes', async () => {
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

test('mixed-dates: timestamps are numbers, numeric texts, RFC 3339 texts and HTTP dates', async () => {
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

test('iso-dates: timestamps are texts', async () => {
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

const PROPERTIES = 'DescribeInstanceProperties';

test('max-properties-50: only DescribeInstanceProperties refuses larger pages', async () => {
  const strict = simulatorAt({ quirks: ['max-properties-50'] });
  const at = (operation, input) => call(strict, { operation, input });
  assert.equal((await at(PROPERTIES, { MaxResults: 50 })).status, 200);
  assert.equal((await at(PROPERTIES, { MaxResults: 51 })).body.__type, 'ValidationException');
  const InstanceId = scanned[0].id;
  assert.equal((await at('DescribeInstancePatches', { InstanceId, MaxResults: 51 })).status, 200);
});

test('no-properties: only DescribeInstanceProperties is denied', async () => {
  const denying = simulatorAt({ quirks: ['no-properties'] });
  assert.equal((await call(denying, {})).status, 200);
  const { status, body } = await call(denying, { operation: PROPERTIES });
  assert.deepEqual([status, body.__type], [400, 'AccessDeniedException']);
  assert.equal(
    body.Message,
    'User: arn:aws:iam::123456789012:user/simulator is not authorized to perform: ' +
      'ssm:DescribeInstanceProperties on resource: arn:aws:ssm:us-east-1:123456789012:* because ' +
      'no identity-based policy allows the ssm:DescribeInstanceProperties action',
  );
});

test('first-state-only: the first state of a filter decides, in any other filter all values', async () => {
  const strict = simulatorAt({ quirks: ['first-state-only'] });
  const { id } = scanned.find((node) => {
    const { counts } = plain.fleet.patchState(node);
    return counts.Missing > 0 && counts.InstalledOther > 0;
  });
  const list = (simulator, filter) => {
    const input = { InstanceId: id, Filters: [filter], MaxResults: 100 };
    return itemsOf(simulator, 'DescribeInstancePatches', input, 'Patches');
  };
  const states = { Key: 'State', Values: ['Missing', 'InstalledOther'] };
  const statesIn = (patches) => [...new Set(patches.map(({ State }) => State))].sort();
  assert.deepEqual(statesIn(await list(plain, states)), ['InstalledOther', 'Missing']);
  assert.deepEqual(statesIn(await list(strict, states)), ['Missing']);
  const severities = { Key: 'Severity', Values: ['Critical', 'Important', 'Medium', 'Required'] };
  const some = await list(strict, severities);
  assert.deepEqual(some, await list(plain, severities));
  assert.ok(new Set(some.map(({ Severity }) => Severity)).size > 1);
});

test('repeated-token: the pages after the second repeat its token', async () => {
  const stuck = simulatorAt({ quirks: ['repeated-token'] });
  const tokens = [];
  const parts = { operation: 'DescribeInstanceInformation', input: {} };
  for await (const { NextToken } of pagesOf(stuck, parts)) {
    if (tokens.push(NextToken) === 4) break;
  }
  assert.equal(tokens[3], tokens[2]);
});

const COUNT = /Count$/;
const OPEN = [
  'MissingCount',
  'FailedCount',
  'InstalledRejectedCount',
  'InstalledPendingRebootCount',
];

test('absent-counts: every count that is 0 is absent, and nothing else changes', async () => {
  const [right, quirky] = await both('absent-counts', states);
  const expected = right.InstancePatchStates.map((state) =>
    Object.fromEntries(Object.entries(state).filter(([name, it]) => !COUNT.test(name) || it !== 0)),
  );
  assert.deepEqual(quirky.InstancePatchStates, expected);
  assert.notDeepEqual(quirky, right);
});

test('unknown-counts: UnreportedNotApplicableCount is -1, and nothing else changes', async () => {
  const [right, quirky] = await both('unknown-counts', states);
  assert.deepEqual(
    quirky.InstancePatchStates,
    right.InstancePatchStates.map((state) => ({ ...state, UnreportedNotApplicableCount: -1 })),
  );
});

test('hidden-non-compliance: nodes without open patches have 3 security patches', async () => {
  const [right, quirky] = await both('hidden-non-compliance', states);
  let hidden = 0;
  for (const [at, state] of right.InstancePatchStates.entries()) {
    const isOpen = OPEN.some((name) => (state[name] ?? 0) > 0);
    const expected = isOpen ? state : { ...state, SecurityNonCompliantCount: 3 };
    assert.deepEqual(quirky.InstancePatchStates[at], expected);
    if (!isOpen) hidden += 1;
  }
  assert.ok(hidden > 5 && hidden < right.InstancePatchStates.length);
});

test('the default fleet has all these patch states without a quirk', () => {
  const fleet = new Fleet({ nodes: 1000, seed: 1, start: NOW });
  const all = [...fleet.nodes()]
    .filter(([, node]) => node.isScanned)
    .map(([, node]) => ({ node, ...fleet.patchState(node) }));
  const quiet = all.filter(
    ({ counts }) =>
      counts.Missing + counts.Failed + counts.InstalledRejected + counts.InstalledPendingReboot === 0,
  );
  assert.ok(quiet.some(({ nonCompliant }) => nonCompliant.security > 0));
  assert.ok(
    quiet.some(
      ({ counts, nonCompliant }) =>
        counts.AvailableSecurityUpdate > 0 && nonCompliant.critical + nonCompliant.security === 0,
    ),
  );
  assert.ok(all.some(({ unreportedNotApplicable }) => unreportedNotApplicable === -1));
  assert.ok(all.some(({ node }) => node.leavesOutCounts));
});

test('the README lists the quirks as the command line does', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  for (const [name, meaning] of Object.entries(QUIRKS)) {
    assert.ok(readme.replaceAll('`', '').includes(`| ${name} | ${meaning} |`), name);
  }
});

test('an unknown quirk is a TypeError that lists the known ones', () => {
  assert.throws(() => simulatorAt({ quirks: ['iso'] }), {
    name: 'TypeError',
    message: `quirks: unknown quirk "iso"; known are ${Object.keys(QUIRKS).join(', ')}`,
  });
});
