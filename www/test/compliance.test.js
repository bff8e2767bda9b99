/** The rules of compliance, in every place that decides or counts by them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const { compliantWithUpdates, DEFAULT_QUERY, fleetTotals, judge, nodeRow, selectNodes, sharesBy } =
  await pageCode('model/verdict', 'model/node', 'model/summary', 'model/fleet-query');

const NOW = Date.UTC(2026, 10, 21);
const OPTIONS = { now: NOW, staleAfterMs: 7 * 86_400_000 };
/** As the service reports a node without any problem. */
const CLEAN = {
  MissingCount: 0,
  FailedCount: 0,
  InstalledPendingRebootCount: 0,
  InstalledRejectedCount: 0,
  CriticalNonCompliantCount: 0,
  SecurityNonCompliantCount: 0,
  OtherNonCompliantCount: 0,
  OperationEndTime: new Date(NOW - 86_400_000),
};
const STATES = [
  'MissingCount',
  'FailedCount',
  'InstalledPendingRebootCount',
  'InstalledRejectedCount',
];
const LEVELS = [
  'CriticalNonCompliantCount',
  'SecurityNonCompliantCount',
  'OtherNonCompliantCount',
];

const judged = (state) => judge({ ...CLEAN, ...state }, OPTIONS);
const rowOf = (state, id = 'i-1') =>
  nodeRow({ id, asked: true, state: { ...CLEAN, ...state } }, OPTIONS);

test('a node without any problem is compliant', () => {
  assert.equal(judged({}).verdict, 'compliant');
});

for (const member of [...STATES, ...LEVELS]) {
  test(`a ${member} above 0 makes a node non-compliant, whatever the others say`, () => {
    const { verdict, reason } = judged({ [member]: 3 });
    assert.equal(verdict, 'non-compliant');
    assert.match(reason, /^3 /);
    assert.equal(judged({ [member]: '3' }).verdict, 'non-compliant', 'also as a string');
    const others = [...STATES, ...LEVELS].filter((other) => other !== member);
    const unknown = Object.fromEntries(others.map((other) => [other, -1]));
    assert.equal(judged({ ...unknown, [member]: 1 }).verdict, 'non-compliant');
  });

  test(`a ${member} that is not known is not taken for 0`, () => {
    for (const value of [-1, undefined, null, '', 'many', '-1', NaN, 1 / 0, {}, [], true]) {
      assert.equal(judged({ [member]: value }).verdict, 'unreported', String(value));
    }
    assert.equal(judged({ [member]: '0' }).verdict, 'compliant');
  });
}

test('levels vouch for no count by state, since the two can disagree', () => {
  const { verdict, reason } = judged({ FailedCount: undefined });
  assert.equal(verdict, 'unreported');
  assert.equal(reason, 'The service did not report how many are failed');
});

test('a service that reports no levels at all is judged by the states', () => {
  const levels = Object.fromEntries(LEVELS.map((member) => [member, undefined]));
  assert.equal(judged(levels).verdict, 'compliant');
});

test('the reason names the levels where they count more than the states', () => {
  assert.equal(judged({ SecurityNonCompliantCount: 3 }).reason, '3 security non-compliant');
  assert.equal(judged({ MissingCount: 3, SecurityNonCompliantCount: 3 }).reason, '3 missing');
  assert.equal(
    judged({ MissingCount: 1, CriticalNonCompliantCount: 1, OtherNonCompliantCount: 1 }).reason,
    '1 missing, 1 critical non-compliant, 1 other non-compliant',
  );
});

test('security updates that are not approved are named with every verdict', () => {
  const updates = { AvailableSecurityUpdateCount: 5 };
  const named = /; 5 security updates not approved$/;
  const compliant = judged(updates);
  assert.equal(compliant.verdict, 'compliant');
  assert.match(compliant.reason, named);
  assert.match(judged({ ...updates, MissingCount: 1 }).reason, named);
  assert.match(judged({ ...updates, MissingCount: -1 }).reason, named);
  assert.match(judged({ ...updates, OperationEndTime: undefined }).reason, named);
  const single = judged({ AvailableSecurityUpdateCount: '1' });
  assert.match(single.reason, /; 1 security update not approved$/);
  const unknown = judged({ AvailableSecurityUpdateCount: -1 });
  assert.match(unknown.reason, /; an unknown number of security updates not approved$/);
  assert.doesNotMatch(judged({ AvailableSecurityUpdateCount: 0 }).reason, /security/);
});

test('a scan from the future does not make a node compliant', () => {
  const far = judged({ OperationEndTime: new Date(NOW + 2 * 86_400_000) });
  assert.equal(far.verdict, 'stale');
  assert.match(far.reason, /in the future/);
  const skewed = judged({ OperationEndTime: new Date(NOW + 3_600_000) });
  assert.equal(skewed.verdict, 'compliant', 'clocks differ');
});

test('a row names the problems and remarks that have no column', () => {
  assert.deepEqual(rowOf({ InstalledRejectedCount: 2 }).otherProblems, ['2 rejected but installed']);
  assert.deepEqual(rowOf({ SecurityNonCompliantCount: 3 }).otherProblems, [
    '3 security non-compliant',
  ]);
  assert.deepEqual(rowOf({ MissingCount: 3, SecurityNonCompliantCount: 3 }).otherProblems, []);
  const { remarks } = rowOf({ AvailableSecurityUpdateCount: 5 });
  assert.deepEqual(remarks, ['5 security updates not approved']);
});

const ROWS = [
  rowOf({}, 'clean'),
  rowOf({ AvailableSecurityUpdateCount: 5 }, 'updates'),
  rowOf({ MissingCount: 2 }, 'missing'),
  rowOf({ SecurityNonCompliantCount: '3' }, 'security'),
  rowOf({ CriticalNonCompliantCount: -1 }, 'unknown'),
];

test('totals and shares count a node by its verdict', () => {
  const expected = { 'non-compliant': 2, unreported: 1, stale: 0, compliant: 2, pending: 0 };
  assert.deepEqual(fleetTotals(ROWS).verdicts, expected);
  assert.deepEqual(sharesBy(ROWS, 'platform')[0].verdicts, expected);
  assert.equal(compliantWithUpdates(ROWS), 1);
});

test('by default nodes with more problems come first, clean ones last', () => {
  const ids = selectNodes(ROWS, DEFAULT_QUERY).map(({ id }) => id);
  assert.deepEqual(ids, ['security', 'missing', 'unknown', 'updates', 'clean']);
});

test('a filter by verdict finds what the levels make non-compliant', () => {
  const query = { ...DEFAULT_QUERY, verdicts: ['non-compliant'] };
  const ids = selectNodes(ROWS, query).map(({ id }) => id);
  assert.deepEqual(ids, ['security', 'missing']);
});
