/** What a fleet must not call compliant, complete or covered: nothing that was not looked at. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fleet, parseFilter, scanFleet, scanSlice } from 'patchlens/fleet';
import { serviceError } from './scan-rig.js';

const SCOPE = '111122223333/eu-central-1';
const DAY = 86_400_000;
const NOW = Date.now();
const DENIED = serviceError('AccessDeniedException', 'denied');

const bytesOf = (output) => new TextEncoder().encode(JSON.stringify(output));

function state(InstanceId, changes = {}) {
  return {
    InstanceId,
    BaselineId: 'pb-1',
    Operation: 'Scan',
    OperationEndTime: NOW / 1000 - 60,
    MissingCount: 0,
    FailedCount: 0,
    InstalledPendingRebootCount: 0,
    InstalledRejectedCount: 0,
    ...changes,
  };
}

const patch = (KBId) => ({ KBId, Title: `${KBId} title`, Severity: 'Critical', State: 'Missing' });

function readStates(fleet, InstancePatchStates, { at = NOW, ids } = {}) {
  const InstanceIds = ids ?? InstancePatchStates.map(({ InstanceId }) => InstanceId);
  const body = bytesOf({ InstancePatchStates });
  fleet.ingest(SCOPE, 'DescribeInstancePatchStates', { InstanceIds }, body, new Date(at));
}

function readPatches(fleet, InstanceId, output, at = NOW) {
  fleet.ingest(SCOPE, 'DescribeInstancePatches', { InstanceId }, bytesOf(output), new Date(at));
}

/** A scope whose client answers as `answer` says: with an output, or with an error. */
function scopeOf(answer) {
  const send = async (operation, input) => {
    const output = answer(operation, input);
    if (output instanceof Error) throw output;
    return { body: bytesOf(output), $metadata: {} };
  };
  return { id: SCOPE, client: { send } };
}

const verdictOf = (fleet) => fleet.nodes().rows[0].verdict;

test('a scan that fails judges the earlier fleet as of now', async () => {
  const old = new Fleet();
  readStates(old, [state('i-1', { OperationEndTime: (NOW - 30 * DAY) / 1000 })], {
    at: NOW - 30 * DAY,
  });
  const fleet = await scanFleet(scopeOf(() => DENIED), { previous: old.snapshot() });
  const [row] = fleet.nodes().rows;
  assert.deepEqual([row.verdict, row.stale, Math.round(row.scanAge)], ['stale', true, 30]);
});

test('findings of an earlier operation do not stand in for an absent count', () => {
  const fleet = new Fleet();
  readStates(fleet, [state('i-1', { OperationEndTime: (NOW - DAY) / 1000 })], { at: NOW - DAY });
  assert.equal(verdictOf(fleet), 'compliant');
  readStates(fleet, [state('i-1', { MissingCount: undefined })]);
  assert.equal(fleet.nodes().rows[0].reasonCode, 'counts-incomplete');
  readPatches(fleet, 'i-1', { __type: 'AccessDeniedException' });
  assert.equal(fleet.nodes().rows[0].reasonCode, 'read-failed');
  readPatches(fleet, 'i-1', { Patches: [] });
  assert.equal(verdictOf(fleet), 'compliant');
});

test('an exception for a finding of an earlier operation does not cover a new count', () => {
  const fleet = new Fleet();
  const before = state('i-1', { MissingCount: 1, OperationEndTime: (NOW - DAY) / 1000 });
  readStates(fleet, [before], { at: NOW - DAY });
  readPatches(fleet, 'i-1', { Patches: [patch('KB1')] }, NOW - DAY);
  fleet.setExceptions([{ id: 'x', match: { kb: 'KB1' }, reason: 'accepted' }]);
  assert.equal(verdictOf(fleet), 'excepted');
  readStates(fleet, [state('i-1', { MissingCount: 1 })]);
  assert.equal(verdictOf(fleet), 'non-compliant');
  readPatches(fleet, 'i-1', { Patches: [patch('KB1')] });
  assert.equal(verdictOf(fleet), 'excepted');
});

test('a merge keeps the failure of a scope that read nothing', async () => {
  const good = new Fleet();
  readStates(good, [state('i-1')]);
  const failed = await scanFleet(scopeOf(() => DENIED));
  for (const fleets of [[good, failed], [failed, good]]) {
    const merged = await Fleet.merge(fleets);
    assert.deepEqual([merged.complete, merged.summary().failedScopes], [false, 1]);
  }
});

test('slices that end with an error make no complete fleet', async () => {
  let isDenied = false;
  const scope = scopeOf((operation, { InstanceIds, NextToken }) => {
    if (isDenied) return DENIED;
    if (operation === 'DescribeInstanceProperties') return listed(Number(NextToken ?? 0));
    if (!InstanceIds) return {};
    return { InstancePatchStates: InstanceIds.map((id) => state(id)) };
  });
  const parts = [];
  let cursor;
  do {
    const slice = await scanSlice(scope, cursor, { maxRequests: 6 });
    parts.push(slice.part.snapshot());
    ({ cursor } = slice);
    isDenied = true;
  } while (cursor);
  const merged = await Fleet.merge(parts);
  assert.equal(merged.complete, false);
  assert.equal(merged.summary().failedScopes, 1);
});

function listed(from) {
  const ids = Array.from({ length: 500 }, (_, at) => ({ InstanceId: `i-${from + at}` }));
  return { InstanceProperties: ids, NextToken: from < 1000 ? String(from + 500) : '' };
}

test('slices with expired credentials come to an end, also short ones', async () => {
  let isExpired = false;
  const scope = scopeOf((operation, { InstanceIds, NextToken }) => {
    if (isExpired) return serviceError('ExpiredTokenException', 'expired');
    if (operation === 'DescribeInstanceProperties') return listed(Number(NextToken ?? 0));
    return InstanceIds ? { InstancePatchStates: InstanceIds.map((id) => state(id)) } : {};
  });
  let slice = await scanSlice(scope, undefined, { maxRequests: 6 });
  isExpired = true;
  let count = 0;
  while (slice.cursor && count < 10) {
    slice = await scanSlice(scope, slice.cursor, { maxRequests: 3 });
    count += 1;
  }
  assert.equal(slice.cursor, undefined, `${count} slices`);
  assert.equal(slice.part.scopes[0].error.awsCode, 'ExpiredTokenException');
});

test('what was not read to its end is not complete, however it is handed on', async () => {
  const scope = scopeOf((operation, { NextToken }) => {
    if (operation === 'DescribeInstancePatchStates') return { InstancePatchStates: [] };
    if (operation !== 'DescribeInstanceProperties') {
      return { ResourceComplianceSummaryItems: [], ComplianceSummaryItems: [] };
    }
    const InstanceId = NextToken ? 'i-2' : 'i-1';
    return { InstanceProperties: [{ InstanceId }], NextToken: NextToken ? '' : 'more' };
  });
  const cut = await scanFleet(scope, { maxRequests: 1 });
  const copies = [
    cut,
    await Fleet.open(cut.snapshot()),
    await Fleet.open(cut.checkpoint()),
    await Fleet.merge([cut.checkpoint()]),
  ];
  assert.deepEqual(copies.map(({ complete }) => complete), [false, false, false, false]);
  const whole = await scanFleet(scope, { resume: cut.checkpoint() });
  assert.equal(whole.complete, true);
  assert.equal((await Fleet.open(whole.snapshot())).complete, true);
});

test('an empty fleet, and one that waits for a page, are not complete', () => {
  const fleet = new Fleet();
  assert.equal(fleet.complete, false);
  readPatches(fleet, 'i-1', { Patches: [patch('KB1')], NextToken: 'more' });
  assert.equal(fleet.complete, false);
  const input = { InstanceId: 'i-1', NextToken: 'more' };
  fleet.ingest(SCOPE, 'DescribeInstancePatches', input, bytesOf({ Patches: [] }), new Date(NOW));
  assert.equal(fleet.complete, true);
});

test('open patches that were counted and not read are not covered', () => {
  const fleet = new Fleet();
  const listing = { InstanceProperties: [{ InstanceId: 'i-1', PlatformName: 'Ubuntu' }] };
  fleet.ingest(SCOPE, 'DescribeInstanceProperties', {}, bytesOf(listing));
  readStates(fleet, [state('i-1', { MissingCount: 5 })]);
  const expected = {
    findings: 5,
    withCves: 0,
    blindPlatforms: [{ platform: 'Ubuntu', nodes: 1, findings: 5 }],
  };
  assert.deepEqual(fleet.cves().coverage, expected);
  assert.deepEqual(fleet.summary().coverage, expected);
  const filter = parseFilter('cves=CVE-2024-3094', 'nodes');
  assert.deepEqual(fleet.summary({ filter }).coverage, expected, 'nodes with a CVE');
});

test('a typing error in an exception, a rule or a query is an error', () => {
  const fleet = new Fleet();
  const exception = { id: 'a', match: { kb: 'KB1' }, reason: 'accepted' };
  const refused = [
    () => fleet.setExceptions([{ ...exception, untill: '2020-01-01' }]),
    () => fleet.setExceptions([{ ...exception, where: { token: [] } }]),
    () => fleet.setExceptions([{ ...exception, where: {} }]),
    () => fleet.setExceptions([{ ...exception, reason: undefined }]),
    () => fleet.setExceptions([{ ...exception, id: '' }]),
    () => fleet.setExceptions([{ ...exception, match: { kb: '' } }]),
    () => fleet.setRules({ staleAfterMS: 1 }),
    () => fleet.nodes({ filters: { tokens: [] } }),
    () => fleet.nodes({ filter: { token: [] } }),
    () => fleet.nodes({ sort: [{ property: 'name', desc: true }] }),
    () => [...fleet.csv('nodes', {}, { BOM: true })],
    () => fleet.setAttributes({}),
  ];
  for (const call of refused) assert.throws(call, { code: 'invalid-input' }, String(call));
});

test('an older system does not look better than a newer one', () => {
  const platforms = [
    ['Ubuntu', '12.04'],
    ['Red Hat Enterprise Linux', '5.11'],
    ['CentOS', '5.11'],
    ['Oracle Linux Server', '5.11'],
    ['SLES', '11.4'],
    ['Debian GNU/Linux', '7'],
    ['Microsoft Windows Server 2003 R2', '5.2.3790'],
    ['macOS', '11.7'],
    ['Mac OS X', '10.15.7'],
  ];
  for (const [PlatformName, PlatformVersion] of platforms) {
    const fleet = new Fleet();
    const listing = { InstanceProperties: [{ InstanceId: 'i-1', PlatformName, PlatformVersion }] };
    fleet.ingest(SCOPE, 'DescribeInstanceProperties', {}, bytesOf(listing));
    readStates(fleet, [state('i-1')]);
    assert.equal(fleet.nodes().rows[0].reasonCode, 'end-of-life', PlatformName);
    fleet.free();
  }
});

test('an older page or error does not replace what was read later', () => {
  const fleet = new Fleet();
  readStates(fleet, [state('i-1', { MissingCount: 1 })]);
  readPatches(fleet, 'i-1', { Patches: [patch('KB1')] });
  const summaries = (compliant, nonCompliant, at) => {
    const item = {
      ComplianceType: 'Patch',
      CompliantSummary: { CompliantCount: compliant },
      NonCompliantSummary: { NonCompliantCount: nonCompliant },
    };
    const body = bytesOf({ ComplianceSummaryItems: [item] });
    fleet.ingest(SCOPE, 'ListComplianceSummaries', {}, body, new Date(at));
  };
  summaries(3, 9, NOW);
  summaries(12, 0, NOW - DAY);
  readStates(fleet, [], { at: NOW - DAY, ids: ['i-1'] });
  readPatches(fleet, 'i-1', { __type: 'InternalServerError' }, NOW - DAY);
  assert.deepEqual([verdictOf(fleet), fleet.findingCount], ['non-compliant', 1]);
  assert.deepEqual(fleet.failures, []);
  const [{ awsCompliant, awsNonCompliant }] = fleet.scopes;
  assert.deepEqual([awsCompliant, awsNonCompliant], [3, 9]);
});

test('a difference outlives neither of its fleets in silence', () => {
  const fleet = new Fleet();
  readStates(fleet, [state('i-1')]);
  const diff = fleet.diff(fleet.snapshot());
  fleet.free();
  assert.throws(() => diff.rows('opened'), { code: 'invalid-input', message: /it was freed/ });
  diff.free();
});

test('a closed finding is judged, and excepted, by all that was open on its node', () => {
  const [older, newer] = [new Fleet(), new Fleet()];
  readStates(older, [state('i-1', { MissingCount: 2 })], { at: NOW - DAY });
  readPatches(older, 'i-1', { Patches: [patch('KB1'), { ...patch('KB2'), Severity: 'Low' }] }, NOW - DAY);
  readStates(newer, [state('i-1', { MissingCount: 1 })]);
  readPatches(newer, 'i-1', { Patches: [patch('KB1')] });
  const where = parseFilter('severity=Critical', 'nodes');
  newer.setExceptions([{ id: 'x', match: { kb: 'KB2' }, where, reason: 'accepted' }]);
  const diff = newer.diff(older);
  const [{ kb, exception }] = diff.rows('closed').rows;
  assert.deepEqual([kb, exception], ['KB2', 'x']);
  for (const fleet of [diff, newer, older]) fleet.free();
});

test('a patch that its vendor rates otherwise is as old as before', async () => {
  const rated = (Severity) => ({ Patches: [{ ...patch('KB1'), Severity }, patch('KB2')] });
  const read = (fleet, days, Severity) => {
    readStates(fleet, [state('i-1', { MissingCount: 2, OperationEndTime: (NOW - days * DAY) / 1000 - 60 })], {
      at: NOW - days * DAY,
    });
    readPatches(fleet, 'i-1', rated(Severity), NOW - days * DAY);
  };
  const older = new Fleet();
  read(older, 9, 'Moderate');
  const snapshot = older.snapshot();
  read(older, 0, 'Critical');
  const newer = new Fleet();
  read(newer, 0, 'Critical');
  for (const fleet of [older, await Fleet.merge([snapshot, newer]), await Fleet.merge([newer, snapshot])]) {
    const { rows } = fleet.findings({ sort: [{ property: 'kb' }] });
    assert.deepEqual(rows.map(({ kb, severity }) => [kb, severity]), [['KB1', 'Critical'], ['KB2', 'Critical']]);
    for (const row of rows) {
      assert.equal(Math.round(row.age), 9, row.kb);
      assert.ok(row.ageIsLowerBound);
    }
    const { total } = fleet.findings({ filter: parseFilter('severity=Critical age>7d', 'findings') });
    assert.equal(total, 2);
  }
});

test('an or-filter of one token is that token, also where it chooses what is counted', () => {
  const fleet = new Fleet();
  const states = ['Missing', 'Failed', 'Missing'];
  for (const [at, State] of states.entries()) {
    readStates(fleet, [state(`i-${at}`, { MissingCount: 1 })]);
    readPatches(fleet, `i-${at}`, { Patches: [{ ...patch('KB1'), CVEIds: 'CVE-2026-1', State }] });
  }
  const tokens = [{ property: 'state', operator: '=', value: 'Failed' }];
  for (const operation of ['and', 'or']) {
    const query = { filter: { operation, tokens } };
    assert.deepEqual(fleet.patches(query).rows.map(({ nodes }) => nodes), [1], operation);
    assert.deepEqual(fleet.cves(query).rows.map(({ nodes }) => nodes), [1], operation);
  }
});

test('text that is a formula in full width is none in a file', () => {
  const fleet = new Fleet();
  readStates(fleet, [state('i-1', { MissingCount: 4 })]);
  const Patches = [...'＝＋－＠'].map((sign, at) => ({ ...patch(`KB${at}`), Title: `${sign}1+1` }));
  readPatches(fleet, 'i-1', { Patches });
  const [, ...lines] = [...fleet.csv('patches', {}, { columns: ['title'] })].join('').trim().split('\r\n');
  assert.deepEqual(lines.sort(), [...'＋－＝＠'].map((sign) => `'${sign}1+1`).sort());
});
