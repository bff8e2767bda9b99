import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const {
  DEFAULT_QUERY,
  fleetTotals,
  formatFleetQuery,
  judge,
  nodeRow,
  parseFleetQuery,
  platformOf,
  selectNodes,
  sharesBy,
} = await pageCode('model/verdict', 'model/node', 'model/summary', 'model/fleet-query');

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21);
const OPTIONS = { now: NOW, staleAfterMs: 7 * DAY };
const CLEAN = {
  MissingCount: 0,
  FailedCount: 0,
  InstalledPendingRebootCount: 0,
  InstalledRejectedCount: 0,
  OperationEndTime: new Date(NOW - DAY),
};
const OLD = new Date(NOW - 8 * DAY);

const verdict = (state) => judge(state && { ...CLEAN, ...state }, OPTIONS).verdict;

test('all counts 0 by a recent scan is compliant', () => {
  assert.equal(verdict({}), 'compliant');
});

for (const member of [
  'MissingCount',
  'FailedCount',
  'InstalledPendingRebootCount',
  'InstalledRejectedCount',
]) {
  test(`a ${member} above 0 is non-compliant`, () => {
    assert.equal(verdict({ [member]: 1 }), 'non-compliant');
  });

  test(`an absent ${member} is not taken for 0`, () => {
    assert.equal(verdict({ [member]: undefined }), 'unreported');
    assert.equal(verdict({ [member]: -1 }), 'unreported');
  });
}

test('what is installed or not applicable makes no node non-compliant', () => {
  const counts = { InstalledCount: 9, InstalledOtherCount: 9, NotApplicableCount: 9 };
  assert.equal(verdict(counts), 'compliant');
});

test('a known problem counts even where other counts are absent', () => {
  assert.equal(judge({ MissingCount: 2 }, OPTIONS).verdict, 'non-compliant');
});

test('a node without a state is unreported', () => {
  assert.equal(judge(undefined, OPTIONS).verdict, 'unreported');
});

test('a clean but old scan is stale, as is one of unknown time', () => {
  assert.equal(verdict({ OperationEndTime: OLD }), 'stale');
  assert.equal(verdict({ OperationEndTime: undefined }), 'stale');
  assert.equal(verdict({ OperationEndTime: new Date(NaN) }), 'stale');
  assert.equal(verdict({ OperationEndTime: 'yesterday' }), 'stale');
  assert.equal(verdict({ OperationEndTime: new Date(NOW - 7 * DAY) }), 'compliant');
});

test('an old scan with problems stays non-compliant, and says that it is old', () => {
  const judged = judge(
    { ...CLEAN, MissingCount: 3, FailedCount: 1, OperationEndTime: OLD },
    OPTIONS,
  );
  assert.deepEqual(judged, {
    verdict: 'non-compliant',
    stale: true,
    reason: '3 missing, 1 failed',
  });
});

test('a node whose state was not asked for is pending, not unreported', () => {
  const row = nodeRow({ id: 'i-1', asked: false }, OPTIONS);
  assert.equal(row.verdict, 'pending');
});

test('a node is called by its name, else its host name, else its id', () => {
  const nameOf = (info) => nodeRow({ id: 'i-1', info, asked: false }, OPTIONS).name;
  assert.equal(nameOf({ Name: 'given', ComputerName: 'host' }), 'given');
  assert.equal(nameOf({ Name: '', ComputerName: 'host' }), 'host');
  assert.equal(nameOf(undefined), 'i-1');
});

test('a platform has the version that people know', () => {
  assert.equal(
    platformOf({
      PlatformType: 'Windows',
      PlatformName: 'Microsoft Windows Server 2022 Datacenter',
      PlatformVersion: '10.0.20348',
    }),
    'Windows Server 2022 Datacenter',
  );
  assert.equal(
    platformOf({ PlatformType: 'Linux', PlatformName: 'Ubuntu', PlatformVersion: '22.04' }),
    'Ubuntu 22.04',
  );
  assert.equal(platformOf({ PlatformType: 'Linux' }), 'Linux');
  assert.equal(platformOf(undefined), 'Unknown');
});

const ROWS = [
  ['i-a', 'web-2', 'Ubuntu', 'prod', { MissingCount: 1, CriticalNonCompliantCount: 0 }],
  ['i-b', 'web-10', 'Ubuntu', '', {}],
  ['i-c', 'db-1', 'Windows Server 2022', 'prod', { FailedCount: 2, CriticalNonCompliantCount: 2 }],
  ['i-d', 'db-2', 'Windows Server 2022', 'test', { OperationEndTime: OLD }],
  ['i-e', 'old', 'Ubuntu', 'prod', { MissingCount: 4, OperationEndTime: OLD }],
].map(([id, Name, PlatformName, PatchGroup, state]) =>
  nodeRow(
    {
      id,
      asked: true,
      info: { InstanceId: id, Name, PlatformName, IPAddress: `10.0.0.${id.at(-1)}` },
      state: { ...CLEAN, PatchGroup, ...state },
    },
    OPTIONS,
  ),
);
ROWS.push(nodeRow({ id: 'i-f', asked: true }, OPTIONS));
const ids = (query) =>
  selectNodes(ROWS, { ...DEFAULT_QUERY, ...query })
    .map((row) => row.id.at(-1))
    .join('');

test('totals count each node once', () => {
  assert.deepEqual(fleetTotals(ROWS), {
    nodes: 6,
    verdicts: { 'non-compliant': 3, unreported: 1, stale: 1, compliant: 1, pending: 0 },
    staleNonCompliant: 1,
  });
});

test('shares list the platform or group with the most non-compliant nodes first', () => {
  assert.deepEqual(
    sharesBy(ROWS, 'group').map(({ key, nodes }) => [key, nodes]),
    [
      ['prod', 3],
      ['', 2],
      ['test', 1],
    ],
  );
  assert.equal(sharesBy(ROWS, 'platform')[0].key, 'Ubuntu');
});

test('nodes whose state is not loaded belong to no patch group yet', () => {
  const pending = nodeRow({ id: 'i-g', asked: false }, OPTIONS);
  assert.deepEqual(sharesBy([pending], 'group'), []);
});

test('by default the worst nodes come first', () => {
  assert.equal(ids({}), 'ceafdb');
});

test('sorting by name takes numbers as numbers', () => {
  assert.equal(ids({ sort: { column: 'name', descending: false } }), 'cdfeab');
});

test('unknown values come last in either direction', () => {
  assert.equal(ids({ sort: { column: 'missing', descending: true } }).at(-1), 'f');
  assert.equal(ids({ sort: { column: 'missing', descending: false } }).at(-1), 'f');
  assert.equal(ids({ sort: { column: 'group', descending: false } }).slice(-2), 'fb');
});

test('every word of the text must be found somewhere in a node', () => {
  assert.equal(ids({ text: 'WEB ubuntu' }), 'ab');
  assert.equal(ids({ text: '10.0.0.d' }), 'd');
  assert.equal(ids({ text: 'web windows' }), '');
});

test('a row must match all filters; several verdicts are alternatives', () => {
  assert.equal(ids({ verdicts: ['stale', 'compliant'] }), 'db');
  assert.equal(ids({ verdicts: ['non-compliant'], platform: 'Ubuntu' }), 'ea');
  assert.equal(ids({ group: '' }), 'fb');
});

test('a query is the same after formatting and parsing', () => {
  const query = {
    text: 'a&b #%?',
    verdicts: ['non-compliant', 'stale'],
    platform: 'Ubuntu 22.04',
    group: '',
    sort: { column: 'lastScan', descending: true },
    staleDays: 30,
  };
  assert.deepEqual(parseFleetQuery(formatFleetQuery(query)), query);
  assert.equal(formatFleetQuery(DEFAULT_QUERY), '');
});

test('the parts of an address that make no sense are ignored', () => {
  assert.deepEqual(parseFleetQuery('verdict=green,,&sort=-secret&stale=-1'), DEFAULT_QUERY);
  assert.deepEqual(parseFleetQuery('stale=1e9'), DEFAULT_QUERY);
});
