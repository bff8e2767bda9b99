import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const {
  countTicks,
  dayTicks,
  formatBytes,
  fleetName,
  histories,
  historyTrouble,
  isOf,
  lastBefore,
  LaterFormat,
  leftOutOf,
  meanDays,
  ofLastFleet,
  onePerDay,
  parseHistoryIndex,
  patchTimes,
  segments,
  snapshotName,
  snapshotTrouble,
  steps,
  sumOfTimes,
} = await pageCode(
  'model/bytes',
  'model/chart-scale',
  'model/fleet-name',
  'model/history',
  'model/history-index',
  'model/history-trouble',
  'model/trend',
);

const day = (number, hour = 12) => new Date(2026, 10, number, hour);
const SCOPES = ['111122223333/eu-central-1'];

function snapshot(number, members = {}) {
  const scannedAt = day(number, members.hour);
  const id = `${members.origin ?? 'folder'} ${scannedAt.toISOString()}`;
  const facts = { origin: 'folder', fleet: 'own', scopes: SCOPES, complete: true, bytes: 1 };
  return { ...facts, id, scannedAt, ...members };
}

function point(number, members = {}) {
  const at = day(number);
  const verdicts = { compliant: 6, 'non-compliant': 4 };
  const counts = { nodes: 10, findings: 5, unreadNodes: 0, failedNodes: 0, failedScopes: [] };
  return { id: `${number}`, at, complete: true, isPresent: false, verdicts, ...counts, ...members };
}

function change(from, to, members = {}) {
  const counts = { opened: 0, closed: 0, stillOpen: 0, newNodes: 0, goneNodes: 0, notCompared: 0 };
  const patched = sumOfTimes([], day(to));
  return { from: day(from), to: day(to), ...counts, patched, isUnrelated: false, ...members };
}

const entry = (members = {}) => ({
  file: '2026-11-26.fleet',
  scannedAt: '2026-11-26T06:30:21.000Z',
  scopes: ['b', 'a'],
  complete: true,
  bytes: 100,
  ...members,
});
const indexOf = (...snapshots) => ({ format: 'patchlens-history/1', snapshots });

test('an index names its snapshots', () => {
  const { sample, snapshots, leftOut } = parseHistoryIndex(indexOf(entry()));
  assert.deepEqual([sample, leftOut], [false, 0]);
  assert.deepEqual(snapshots[0].scopes, ['a', 'b']);
  assert.equal(snapshots[0].scannedAt.toISOString(), '2026-11-26T06:30:21.000Z');
});

test('a file outside the folder is left out, and counted', () => {
  const names = [
    '../secret',
    '/etc/passwd',
    'https://example.com/a.fleet',
    '//example.com/a.fleet',
    'a/../../b',
    '.hidden',
    'a\\b',
    'a?b',
    'a%2e%2e/b',
    '',
    'a//b',
    7,
  ];
  const { snapshots, leftOut } = parseHistoryIndex(indexOf(...names.map((file) => entry({ file }))));
  assert.deepEqual([snapshots, leftOut], [[], names.length]);
  const nested = parseHistoryIndex(indexOf(entry({ file: '2026/11/26_1.fleet' })));
  assert.equal(nested.snapshots.length, 1);
});

test('an entry without a time, scopes or a size is left out', () => {
  const wrong = [
    entry({ scannedAt: 'yesterday' }),
    entry({ scannedAt: 7 }),
    entry({ scopes: [] }),
    entry({ scopes: ['a', 1] }),
    entry({ complete: 'yes' }),
    entry({ bytes: 0 }),
    null,
    'text',
  ];
  assert.equal(parseHistoryIndex(indexOf(...wrong)).leftOut, wrong.length);
});

test('JSON of something else is no index; a later format says so', () => {
  for (const json of [undefined, null, 7, [], {}, { format: 'patchlens-history/1' }]) {
    assert.equal(parseHistoryIndex(json), undefined);
  }
  assert.throws(() => parseHistoryIndex({ format: 'patchlens-history/2', snapshots: [] }), LaterFormat);
});

test('of a day the last complete snapshot counts, else the last partial one', () => {
  const partial = { complete: false };
  const all = [
    snapshot(2, { hour: 9 }),
    snapshot(2, { hour: 20, ...partial }),
    snapshot(1, { hour: 8 }),
    snapshot(1, { hour: 18 }),
    snapshot(3, { hour: 6, ...partial }),
    snapshot(3, { hour: 7, ...partial }),
  ];
  const hours = onePerDay(all).map(({ scannedAt }) => scannedAt.getHours());
  assert.deepEqual(hours, [18, 9, 7]);
});

test('snapshots of other scopes, fleets and places are other histories', () => {
  const all = [
    snapshot(1),
    snapshot(2),
    snapshot(2, { scopes: ['other'] }),
    snapshot(2, { fleet: 'sample' }),
    snapshot(2, { origin: 'browser', fleet: 'aws' }),
  ];
  assert.deepEqual(
    histories(all).map(({ snapshots }) => snapshots.length),
    [2, 1, 1, 1],
  );
});

test('added files join the histories of their scopes, or are one of their own', () => {
  const file = { origin: 'files', fleet: 'any' };
  const joined = histories([snapshot(1), snapshot(2, file)]);
  assert.deepEqual(joined.map(({ origin, snapshots }) => [origin, snapshots.length]), [['folder', 2]]);
  const apart = histories([snapshot(1), snapshot(2, { ...file, scopes: ['other'] })]);
  assert.deepEqual(apart.map(({ origin }) => origin).sort(), ['files', 'folder']);
});

test('the history of the sample is never that of a fleet of one’s own', () => {
  const own = { fleet: 'aws', scopes: SCOPES };
  const sample = { fleet: 'sample', scopes: SCOPES };
  const of = (fleet, scopes = SCOPES) => ({ fleet, scopes });
  assert.ok(isOf(of('own'), own));
  assert.ok(isOf(of('aws'), own));
  assert.ok(isOf(of('sample'), sample));
  assert.ok(isOf(of('any'), sample));
  assert.ok(!isOf(of('own'), sample));
  assert.ok(!isOf(of('sample'), own));
  assert.ok(!isOf(of('127.0.0.1:1'), own));
  assert.ok(!isOf(of('aws', ['other']), own));
  assert.ok(!isOf(of('aws', [...SCOPES, 'other']), own));
});

test('a fleet has the name of its endpoint', () => {
  assert.equal(fleetName('own', undefined), 'aws');
  assert.equal(fleetName('own', 'https://ssm.example.com:8443/a'), 'ssm.example.com:8443');
  assert.equal(fleetName('sample', 'http://127.0.0.1/'), 'sample');
  assert.equal(fleetName('file', undefined), 'any');
});

test('the last snapshot before a reading is a complete one of another day', () => {
  const [history] = histories([
    snapshot(1),
    snapshot(2),
    snapshot(3, { complete: false }),
    snapshot(4, { hour: 1 }),
  ]);
  assert.equal(lastBefore(history, day(4, 15)).scannedAt.getDate(), 2);
  assert.equal(lastBefore(history, day(1, 15)), undefined);
});

test('a file is named after its scope and time, and says if it is a part', () => {
  const scannedAt = new Date('2026-11-27T07:10:42Z');
  const name = (scopes, complete = true) => snapshotName({ scopes, scannedAt, complete });
  assert.equal(name(['us-east-1']), 'patchlens-us-east-1-2026-11-27T0710Z.fleet');
  assert.equal(name(SCOPES, false), 'patchlens-111122223333-eu-central-1-2026-11-27T0710Z-partial.fleet');
  assert.equal(name(['a', 'b']), 'patchlens-2-scopes-2026-11-27T0710Z.fleet');
});

test('days without a complete snapshot are gaps, and no line crosses them', () => {
  const points = [point(1), point(2), point(3, { complete: false }), point(6), point(7), point(20)];
  const { runs, gaps, partial } = segments(points);
  const dates = (list) => list.map(({ at }) => at.getDate());
  assert.deepEqual(runs.map(dates), [[1, 2], [6, 7], [20]]);
  assert.deepEqual(
    gaps.map(({ from, to }) => [from.getDate(), to.getDate()]),
    [
      [2, 6],
      [7, 20],
    ],
  );
  assert.deepEqual(dates(partial), [3]);
});

test('no line joins two fleets, and no number of one stands beside the other', () => {
  const other = point(3, { change: change(2, 3, { isUnrelated: true }) });
  const points = [point(1), point(2), other, point(4)];
  const { runs, gaps } = segments(points);
  const dates = (list) => list.map(({ at }) => at.getDate());
  assert.deepEqual(runs.map(dates), [[1, 2], [3, 4]]);
  assert.deepEqual(gaps, []);
  assert.deepEqual(dates(ofLastFleet(points)), [3, 4]);
  assert.deepEqual(dates(ofLastFleet(points.slice(0, 2))), [1, 2]);
});

test('a step of several days has the mean of a day; one of hours is not blown up', () => {
  const points = [
    point(1),
    point(5, { change: change(1, 5, { opened: 20, closed: 8 }) }),
    point(6, { change: { ...change(5, 6, { opened: 3 }), from: day(6, 10) } }),
    point(7, { change: change(6, 7, { opened: 9, isUnrelated: true }) }),
  ];
  assert.deepEqual(
    steps(points).map((it) => [it.opened, it.openedPerDay, it.closedPerDay, it.isMean]),
    [
      [20, 5, 2, true],
      [3, 3, 0, false],
    ],
  );
});

test('snapshots that count open patches and name none are no step without changes', () => {
  const counted = point(2, { findings: 0, unreadNodes: 4, change: change(1, 2, { notCompared: 4 }) });
  const read = point(3, { change: change(2, 3, { notCompared: 4 }) });
  assert.deepEqual(steps([point(1), counted, read]).map(({ to }) => to), [day(3)]);
});

test('the mean time to patch keeps apart what was open before the history began', () => {
  const closed = [
    { firstSeen: day(1), ageIsLowerBound: true },
    { firstSeen: day(3), ageIsLowerBound: false },
    { firstSeen: day(4), ageIsLowerBound: false },
  ];
  const patched = sumOfTimes(closed, day(6));
  const points = [
    point(1),
    point(6, { change: change(1, 6, { patched }) }),
    point(7, { change: change(6, 7, { patched: sumOfTimes([closed[2]], day(7)) }) }),
  ];
  const { known, atLeast } = patchTimes(points);
  assert.deepEqual([known.count, atLeast.count], [3, 1]);
  assert.equal(meanDays(known), (3 + 2 + 3) / 3);
  assert.equal(meanDays(atLeast), 5);
  assert.equal(meanDays(patchTimes([point(1)]).known), undefined);
});

test('what a snapshot leaves out is said', () => {
  assert.deepEqual(leftOutOf(point(1)), []);
  const parts = leftOutOf(
    point(1, {
      complete: false,
      failedScopes: ['a'],
      failedNodes: 1,
      unreadNodes: 2,
      change: change(0, 1, { notCompared: 3, isUnrelated: true }),
    }),
  );
  assert.deepEqual(parts, [
    'partial: not everything was read',
    'failed: a',
    '1 node not readable',
    '2 nodes with patches counted but not read',
    'no node in common with the snapshot before',
    '3 nodes not compared',
  ]);
});

test('ticks are round and few', () => {
  assert.deepEqual(countTicks(309), [0, 100, 200, 300, 400]);
  assert.deepEqual(countTicks(0), [0, 1]);
  assert.deepEqual(countTicks(3), [0, 1, 2, 3]);
  assert.equal(dayTicks(day(1), day(12), 20).length, 11);
  assert.ok(dayTicks(day(1), day(28), 4).length <= 4);
  assert.ok(dayTicks(day(1), day(4000), 6).length <= 6);
});

test('sizes are in words', () => {
  assert.deepEqual(
    [1, 44_215, 2_140_000, 3_000_000_000].map(formatBytes),
    ['1 KB', '44 KB', '2.1 MB', '3.0 GB'],
  );
});

test('troubles say what to do', () => {
  assert.match(historyTrouble(new DOMException('', 'QuotaExceededError')), /no more room/);
  assert.match(historyTrouble(new DOMException('', 'SecurityError')), /Private windows/);
  assert.equal(historyTrouble(new Error('other')), 'other');
  assert.match(snapshotTrouble(Object.assign(new Error('at byte 9'), { code: 'bad-snapshot' })), /damaged/);
  assert.match(
    snapshotTrouble(Object.assign(new Error('version 9 is later'), { code: 'bad-snapshot' })),
    /later version/,
  );
});
