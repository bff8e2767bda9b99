/** The days of a server: which of them are known, which are joined, and what is refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const {
  daySegments,
  firstOfSameScopes,
  gapNotes,
  isUncounted,
  joinTrends,
  neverRead,
  trendDays,
  trendOf,
  trendParts,
  uncountedNotes,
} = await pageCode('model/server-trend', 'model/server-trend-words');

const COUNTS = { missing: 4, failed: 1, uncounted: 0 };
const row = (scopeId, day, nodes = 2) => ({ scopeId, day, verdicts: { compliant: nodes }, nodes, ...COUNTS });
const day = (date) => `2026-11-${String(date).padStart(2, '0')}`;
const trend = (rows, scopes = [{ id: 'a', since: day(1) }]) => trendOf({ from: day(1), scopes, rows });
const ids = (list) => list.map(({ id }) => Number(id.slice(-2)));

test('days without a row of a scope are not known, and no run of days goes through them', () => {
  const days = trendDays(trend([1, 2, 5, 6].map((date) => row('a', day(date)))), 6);
  assert.deepEqual(days.map(({ isKnown }) => isKnown), [true, true, false, false, true, true]);
  const { runs, gaps, partial } = daySegments(days);
  assert.deepEqual(runs.map(ids), [[1, 2], [5, 6]]);
  assert.deepEqual(gaps.map(({ from, to }) => [from.getDate(), to.getDate()]), [[2, 5]]);
  assert.deepEqual(partial, []);
  assert.match(gapNotes(days)[0], /^Not known and not drawn: 3 Nov 2026 to 4 Nov 2026\./);
});

test('the sum of some scopes is no number of the fleet', () => {
  const scopes = [{ id: 'a', since: day(1) }, { id: 'b', since: day(1) }];
  const days = trendDays(trend([row('a', day(1)), row('b', day(1)), row('a', day(2)), row('a', day(3)), row('b', day(3))], scopes), 3);
  assert.deepEqual(days.map(({ isKnown, nodes, unread }) => [isKnown, nodes, unread]), [
    [true, 4, []],
    [false, 2, ['b']],
    [true, 4, []],
  ]);
  assert.deepEqual(ids(daySegments(days).partial), [2]);
});

test('a scope that begins later breaks the line; one that was read before the first day is missed on it', () => {
  const scopes = [{ id: 'a', since: day(1) }, { id: 'b', since: day(3) }, { id: 'c' }];
  const rows = [1, 2, 3].flatMap((date) => [row('a', day(date)), ...(date === 3 ? [row('b', day(3))] : [])]);
  const days = trendDays(trend(rows, scopes), 3);
  assert.deepEqual(daySegments(days).runs.map(ids), [[1, 2], [3]]);
  assert.deepEqual(daySegments(days).gaps, []);
  assert.equal(firstOfSameScopes(days).id, day(3));
  assert.match(gapNotes(days).join(), /New on 3 Nov 2026: b\./);
  assert.deepEqual(neverRead({ scopes }), ['In no number: c, without a complete run so far.']);
  const early = trendDays(trend(rows, [{ id: 'a', since: day(1) }, { id: 'b', since: '2026-01-01' }]), 3);
  assert.deepEqual(early.map(({ isKnown }) => isKnown), [false, false, true]);
});

test('days whose nodes have no counts are told from days without a run', () => {
  const rows = [row('a', day(1)), { ...row('a', day(2)), uncounted: 2 }, { ...row('a', day(3)), uncounted: 1 }];
  const days = trendDays(trend(rows), 3).map((one) => (isUncounted(one) ? { ...one, isKnown: false } : one));
  assert.deepEqual(gapNotes(days), ['Not known and not drawn: 2 Nov 2026. No node had counts then.']);
  const known = daySegments(days).runs.flat();
  assert.match(uncountedNotes(known).join(), /: 1 on the last day, 1 on the day with the most\./);
  assert.deepEqual(uncountedNotes(known.slice(0, 1)), []);
});

test('days that end before today are a gap to today; today alone may still come', () => {
  const of = (known, count) => daySegments(trendDays(trend(known.map((date) => row('a', day(date)))), count));
  assert.deepEqual(of([1, 2], 3).gaps, []);
  assert.deepEqual(of([1, 2], 4).gaps.map(({ from, to }) => [from.getDate(), to.getDate()]), [[2, 4]]);
  assert.deepEqual(of([3], 3).gaps.map(({ from, to }) => [from.getDate(), to.getDate()]), [[1, 3]]);
  const today = trendDays(trend([row('a', day(1))]), 2);
  assert.deepEqual(gapNotes(today), ['Today not every scope has had a complete run yet.']);
});

test('an answer is refused whose verdicts are not those of all nodes, or whose days are invalid', () => {
  for (const [wrong, words] of [
    [{ ...row('a', day(1)), nodes: 3 }, /verdicts/],
    [{ ...row('a', day(1)), verdicts: { compliant: 1, forgiven: 1 } }, /verdicts/],
    [{ ...row('a', day(1)), missing: undefined }, /missing/],
    [row('a', 'today'), /day/],
    [row('a', '2026-13-01'), /day/],
  ]) {
    assert.throws(() => trend([wrong]), words);
  }
  assert.throws(() => trendOf({ from: day(1), rows: [] }), /scopes/);
});

test('many scopes are asked about in parts, whose answers must begin on one day', () => {
  const many = Array.from({ length: 120 }, (_, at) => `scope-${at}`);
  assert.deepEqual(trendParts(many.slice(0, 50), 400), [[]]);
  assert.deepEqual(trendParts(many, 400).map(({ length }) => length), [50, 50, 20]);
  assert.deepEqual(trendParts(many, 400).flat(), many);
  const part = (from) => trendOf({ from, scopes: [{ id: from }], rows: [] });
  assert.equal(joinTrends([part(day(1)), part(day(1))]).scopes.length, 2);
  assert.throws(() => joinTrends([part(day(1)), part(day(2))]), /from/);
});
