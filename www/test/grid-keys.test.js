import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const { formatExact, formatIn, formatUtc, inside, notListed, placeAfter, TITLES } = await pageCode(
  'model/grid-keys',
  'model/times',
  'model/open-patches',
);

const SIZE = { rows: 100, columns: 5, page: 20, hasTitles: true };
const after = (key, row, column, { size = SIZE, ctrlKey = false } = {}) => {
  const { row: to, column: at } = placeAfter({ key, ctrlKey }, { row, column }, size);
  return [to, at];
};

test('arrows move by a cell and stop at the edges', () => {
  assert.deepEqual(after('ArrowRight', 3, 1), [3, 2]);
  assert.deepEqual(after('ArrowRight', 3, 4), [3, 4]);
  assert.deepEqual(after('ArrowLeft', 3, 0), [3, 0]);
  assert.deepEqual(after('ArrowDown', 99, 1), [99, 1]);
});

test('the titles are above the first row, if they can be seen', () => {
  assert.deepEqual(after('ArrowUp', 0, 2), [TITLES, 2]);
  assert.deepEqual(after('ArrowDown', TITLES, 2), [0, 2]);
  assert.deepEqual(after('ArrowUp', 0, 2, { size: { ...SIZE, hasTitles: false } }), [0, 2]);
});

test('Home and End stay in the row, and with Control lead to the ends of the table', () => {
  assert.deepEqual(after('Home', 7, 3), [7, 0]);
  assert.deepEqual(after('End', 7, 3), [7, 4]);
  assert.deepEqual(after('Home', 7, 3, { ctrlKey: true }), [0, 0]);
  assert.deepEqual(after('End', 7, 3, { ctrlKey: true }), [99, 4]);
});

test('page keys move by a window of rows, and never to the titles', () => {
  assert.deepEqual(after('PageDown', 7, 3), [27, 3]);
  assert.deepEqual(after('PageDown', 95, 3), [99, 3]);
  assert.deepEqual(after('PageUp', 7, 3), [0, 3]);
});

test('other keys move nothing', () => {
  for (const key of ['Enter', 'a', ' ', 'Tab'])
    assert.equal(placeAfter({ key, ctrlKey: false }, { row: 0, column: 0 }, SIZE), undefined);
  assert.equal(placeAfter({ key: 'ArrowUp', ctrlKey: true }, { row: 1, column: 0 }, SIZE), undefined);
});

test('a place outside of a table that became smaller is moved into it', () => {
  assert.deepEqual(inside({ row: 500, column: 9 }, SIZE), { row: 99, column: 4 });
});

test('a time is an age, or exact with its zone', () => {
  const time = new Date('2026-11-12T13:03:00Z');
  assert.equal(formatIn('relative', time, time.getTime() + 3 * 86_400_000), '3 days ago');
  assert.equal(formatUtc(time), '12 Nov 2026, 13:03 UTC');
  assert.equal(formatIn('utc', time, 0), formatUtc(time));
  assert.ok(formatExact(time).endsWith('12 Nov 2026, 13:03 UTC'));
});

test('open patches that are counted and not listed are said', () => {
  const node = { findings: [{}], missing: 3, failed: 1 };
  assert.equal(notListed(node, true), 'The counts say 4 open patches; 1 of them is read.');
  assert.match(notListed({ ...node, findings: [] }, true), /none of them is read/);
  assert.match(notListed({ ...node, findings: [] }, false), /not read here/);
  assert.match(notListed({ findings: [] }, true), /no all-clear/);
  assert.equal(notListed({ findings: [], missing: 0 }, true), undefined);
  assert.equal(notListed({ findings: [{}], missing: 1 }, true), undefined);
});
