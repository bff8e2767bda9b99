import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const { ageWords, blindWords, counter, coverageWords, dueWords, notCovered, pageAt, rowsPerPage, startAfter, startBefore } =
  await pageCode('model/table-words', 'model/coverage', 'model/row-pages');

test('a counter has the total only if the filter hides rows', () => {
  assert.equal(counter(12, 1234), '(12/1,234)');
  assert.equal(counter(1234, 1234), '(1,234)');
  assert.equal(counter(0, 5), '(0/5)');
  assert.equal(counter(5, undefined), '(5)');
});

test('an age that is a bound says so', () => {
  assert.equal(ageWords({ age: 12.9, ageIsLowerBound: true }), 'at least 12 days');
  assert.equal(ageWords({ age: 0, ageIsLowerBound: true }), 'not known');
  assert.equal(ageWords({ age: 2, ageIsLowerBound: true }), 'at least 2 days');
  assert.equal(ageWords({ age: 1.5, ageIsLowerBound: false }), '1 day');
  assert.equal(ageWords({ age: 0.5, ageIsLowerBound: false }), 'less than 1 day');
});

test('a due date says whether it is past, is not, or may be', () => {
  const due = new Date('2026-11-20T12:00:00Z');
  const words = (row) => dueWords(row).text;
  assert.match(words({ due, overdue: true, ageIsLowerBound: false }), /^Overdue since 20 Nov 2026$/);
  assert.match(words({ due, overdue: true, ageIsLowerBound: true }), /^Overdue since .* or earlier$/);
  assert.match(words({ due, overdue: false, ageIsLowerBound: false }), /^Due 20 Nov/);
  assert.match(words({ due, ageIsLowerBound: true }), /^Undecided, due .* or earlier$/);
  assert.equal(words({ ageIsLowerBound: true }), 'No target');
  const excepted = { due, overdue: true, ageIsLowerBound: false, exception: 'EX-1' };
  assert.deepEqual(dueWords(excepted), { text: 'Excepted; target 20 Nov 2026', standing: 'excepted' });
});

const platform = 'Microsoft Windows Server 2022 Datacenter';
const blindPlatforms = [
  { platform, nodes: 1, findings: 2000 },
  { platform: '', nodes: 2, findings: 1 },
];

test('the coverage never rounds to all or nothing', () => {
  assert.match(coverageWords({ findings: 1000, withCves: 999 }), / 99 % .*\(999 of 1,000 findings\)/);
  assert.match(coverageWords({ findings: 1000, withCves: 1 }), / < 1 % /);
  assert.match(coverageWords({ findings: 10, withCves: 10 }), /for all open patches/);
  assert.match(coverageWords({ findings: 10, withCves: 0 }), /for none of the open patches/);
  assert.match(coverageWords({ findings: 0, withCves: 0 }), /No open patch was read/);
});

test('platforms without CVEs are named, those without a name, too', () => {
  assert.deepEqual(blindWords({ blindPlatforms }), [
    'Windows Server 2022 Datacenter (1 node, 2,000 findings)',
    'Unknown platform (2 nodes, 1 finding)',
  ]);
});

test('no rows are no all-clear unless CVE ids are known for all that is open', () => {
  assert.equal(notCovered({ findings: 3, withCves: 3, blindPlatforms: [] }), undefined);
  assert.match(notCovered({ findings: 3, withCves: 2, blindPlatforms: [] }), /for 1 of 3 findings\.$/);
  assert.match(notCovered({ findings: 3000, withCves: 2, blindPlatforms }), /among them all of Windows/);
  assert.match(notCovered({ findings: 0, withCves: 0, blindPlatforms: [] }), /no all-clear/);
});

test('every row of a long table is in one of its parts', () => {
  const size = rowsPerPage(44);
  assert.equal(size, 400_000);
  assert.ok(rowsPerPage(132) * 132 < 17_895_697);
  const total = 2_500_000;
  let [start, rows] = [0, 0];
  while (start !== undefined) {
    const page = pageAt(start, total, size);
    assert.equal(page.start, start);
    rows += page.end - page.start;
    start = startAfter(page, total);
  }
  assert.equal(rows, total);
  assert.equal(startBefore({ start: 400_000 }, size), 0);
  assert.equal(startBefore({ start: 100 }, size), 0);
  assert.equal(startBefore({ start: 0 }, size), undefined);
});

test('a part that is not there is the last one', () => {
  assert.deepEqual(pageAt(900, 250, 100), { start: 200, end: 250 });
  assert.deepEqual(pageAt(200, 200, 100), { start: 100, end: 200 });
  assert.deepEqual(pageAt(7, 0, 100), { start: 0, end: 0 });
});
