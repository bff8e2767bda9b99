/** What the overview keeps in the address, how it orders severities, and its words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const {
  awsNumbers,
  awsTotal,
  coverageSentence,
  coverageWords,
  coverWords,
  DEFAULT_TARGETS,
  differences,
  formatOverviewQuery,
  levelCounts,
  parseOverviewQuery,
  parseRoute,
  severityCounts,
  targetOf,
  withTarget,
} = await pageCode(
  'model/aws-difference',
  'model/coverage',
  'model/overview-query',
  'model/route',
  'model/severity',
);

const format = (targets, attribute) => formatOverviewQuery({ targets, attribute });

test('the overview has an address of its own', () => {
  assert.deepEqual(parseRoute('#/overview?by=Owner'), { page: 'overview', query: 'by=Owner' });
  assert.equal(parseRoute('#/overviews').page, 'fleet');
});

test('the default targets are not in the address', () => {
  assert.deepEqual(parseOverviewQuery(''), { targets: DEFAULT_TARGETS, attribute: undefined });
  assert.equal(format(DEFAULT_TARGETS), '');
  assert.equal(format({ ...DEFAULT_TARGETS }), '');
});

test('no target at all is something else than the default', () => {
  assert.equal(format({}), 'targets=');
  assert.deepEqual(parseOverviewQuery('targets=').targets, {});
});

test('targets of any severity come back from the address as they were', () => {
  for (const severity of ['Low', 'a:b,c', '100 %', '__proto__', '<img src=x>', 'ſ', '%41']) {
    const targets = withTarget({}, severity, 12);
    assert.equal(targetOf(parseOverviewQuery(format(targets)).targets, severity), 12, severity);
  }
});

test('parts of targets that make no sense are left out', () => {
  const targets = 'Low:-1,Medium:x,High:1.5,:3,Moderate:,%zz:4,Critical:0';
  const text = new URLSearchParams({ targets });
  assert.deepEqual(parseOverviewQuery(String(text)).targets, { '%zz': 4, Critical: 0 });
});

test('a severity has one target, whatever its case', () => {
  assert.equal(targetOf({ Critical: 7 }, 'CRITICAL'), 7);
  assert.deepEqual(withTarget({ Critical: 7, Low: 90 }, 'critical', 3), { Low: 90, critical: 3 });
  assert.deepEqual(withTarget({ Critical: 7, Low: 90 }, 'critical', undefined), { Low: 90 });
});

test('severities are in the order of their gravity, the absent one last', () => {
  const counts = { '': 5, Low: 1, Optional: 3, Critical: 2, Standard: 4, critical: 1, Moderate: 0 };
  assert.deepEqual(severityCounts(counts), [
    { name: 'Critical', count: 3 },
    { name: 'Low', count: 1 },
    { name: 'Standard', count: 4 },
    { name: 'Optional', count: 3 },
    { name: '', count: 5 },
  ]);
  const levels = levelCounts({ UNSPECIFIED: 9, '': 1, HIGH: 1, CRITICAL: 1 });
  assert.deepEqual(levels.map(({ name }) => name), ['CRITICAL', 'HIGH', 'UNSPECIFIED', '']);
});

test('a number of AWS that was not read is not 0, and not in the sum', () => {
  assert.equal(awsNumbers({ id: 'a' }), undefined);
  assert.equal(awsNumbers({ id: 'a', awsCompliant: 3 }), undefined);
  assert.equal(awsTotal([{ id: 'a' }]), undefined);
  const read = { id: 'b', awsCompliant: 3, awsNonCompliant: 0 };
  assert.deepEqual(awsTotal([{ id: 'a' }, read]), { compliant: 3, nonCompliant: 0, scopes: 1 });
});

test('how many nodes AWS’s numbers cover is said, also if they are too many', () => {
  const cover = (compliant, nodes) => coverWords({ compliant, nonCompliant: 1 }, nodes);
  assert.match(cover(7, 10), /cover 8 of 10 managed nodes; 2 are in neither/);
  assert.match(cover(8, 10), /cover 9 of 10 managed nodes; 1 is in neither/);
  assert.match(cover(9, 10), /cover all 10 managed nodes/);
  assert.match(cover(11, 10), /2 nodes more than are listed/);
});

const VERDICTS = { unreported: 0, stale: 0, excepted: 0, stopped: 0, compliant: 0 };
const known = (change, { onlyEndOfLife = 0, notRunning = 0 } = {}) => ({
  summary: { verdicts: VERDICTS, unreported: {}, ...change },
  onlyEndOfLife,
  notRunning,
});

test('only the reasons that concern nodes of the fleet are given, and the general ones', () => {
  const general = differences(known({}));
  assert.equal(general.length, 2);
  const unreported = { 'never-scanned': 2, 'scanned-by-association': 1, 'read-failed': 4 };
  const verdicts = { ...VERDICTS, unreported: 7, stale: 3, excepted: 1 };
  const all = differences(known({ verdicts, unreported }, { onlyEndOfLife: 5, notRunning: 6 }));
  const numbers = all.slice(0, -2).map((reason) => /\d/.exec(reason)[0]);
  assert.deepEqual(numbers, ['2', '1', '4', '3', '5', '6', '1']);
});

const coverage = (findings, withCves, blindPlatforms = []) =>
  coverageSentence({ findings, withCves, blindPlatforms });

test('the coverage names the share and the platforms without CVEs, in the words of the tables', () => {
  assert.equal(coverage(4, 4), coverageWords({ findings: 4, withCves: 4 }));
  const names = ['Ubuntu', '', 'C', 'D', 'E'];
  const blind = names.map((platform) => ({ platform, nodes: 1, findings: 2 }));
  const words = coverage(1000, 999, blind);
  assert.ok(words.startsWith(coverageWords({ findings: 1000, withCves: 999 })));
  const listed = 'Ubuntu (1 node, 2 findings), Unknown platform (1 node, 2 findings), C';
  assert.ok(words.includes(` None on ${listed}`), words);
  assert.match(words, /, 2 more platforms: there, no CVE is no all-clear/);
});
