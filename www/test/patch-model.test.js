import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const {
  countBy,
  formatPatchQuery,
  isFiltering,
  parsePatchQuery,
  patchRow,
  selectPatches,
  stateLabel,
} = await pageCode('model/patch', 'model/patch-query');

const PATCHES = [
  {
    Title: 'curl',
    KBId: 'curl.x86_64',
    State: 'Installed',
    Severity: 'Important',
    Classification: 'Security',
  },
  {
    Title: 'bash',
    KBId: 'bash.x86_64',
    State: 'Missing',
    Severity: 'Low',
    Classification: 'Bugfix',
  },
  {
    Title: 'kernel',
    KBId: 'kernel.x86_64',
    State: 'Missing',
    Severity: 'Critical',
    CVEIds: 'CVE-2026-1, CVE-2026-2,',
  },
  {
    Title: '',
    KBId: 'KB5034441',
    State: 'FAILED',
    Severity: '',
    Classification: 'SecurityUpdates',
  },
  { Title: 'new', State: 'Quarantined', Severity: 'Odd' },
];
const ROWS = PATCHES.map(patchRow);
const titles = (query) =>
  selectPatches(ROWS, { ...parsePatchQuery(''), ...query }).map((row) => row.title);

test('a patch without a title goes by its KB id', () => {
  assert.equal(ROWS[3].title, 'KB5034441');
});

test('joined CVE ids are split, without empty ones', () => {
  assert.deepEqual(ROWS[2].cves, ['CVE-2026-1', 'CVE-2026-2']);
  assert.deepEqual(ROWS[0].cves, []);
});

test('either spelling of a state has the same label, an unknown one its own words', () => {
  assert.equal(stateLabel(ROWS[1].state), 'Missing');
  assert.equal(stateLabel(ROWS[3].state), 'Failed');
  assert.equal(stateLabel(ROWS[4].state), 'Quarantined');
});

test('open problems come first, the gravest first, and unknown states are open', () => {
  assert.deepEqual(titles({}), ['KB5034441', 'kernel', 'bash', 'new', 'curl']);
});

test('severities sort by weight, not by the alphabet', () => {
  const sort = { column: 'severity', descending: false };
  assert.deepEqual(titles({ sort }), ['kernel', 'curl', 'bash', 'new', 'KB5034441']);
});

test('a patch must match the state, severity, classification and text', () => {
  assert.deepEqual(titles({ state: 'open' }), ['KB5034441', 'kernel', 'bash', 'new']);
  assert.deepEqual(titles({ state: 'MISSING', severity: 'Low' }), ['bash']);
  assert.deepEqual(titles({ severity: '' }), ['KB5034441']);
  assert.deepEqual(titles({ classification: 'Security' }), ['curl']);
  assert.deepEqual(titles({ text: 'cve-2026-2' }), ['kernel']);
});

test('the choices of a filter are counted, worst first', () => {
  assert.deepEqual(
    [...countBy(ROWS, 'state')],
    [
      ['FAILED', 1],
      ['MISSING', 2],
      ['Quarantined', 1],
      ['INSTALLED', 1],
    ],
  );
});

test('a query is the same after formatting and parsing', () => {
  const query = {
    text: 'a=b',
    state: 'open',
    severity: '',
    classification: 'Security',
    sort: { column: 'installed', descending: true },
  };
  assert.deepEqual(parsePatchQuery(formatPatchQuery(query)), query);
  assert.equal(formatPatchQuery(parsePatchQuery('')), '');
  assert.equal(isFiltering(parsePatchQuery('')), false);
  assert.equal(isFiltering(parsePatchQuery('severity=')), true);
});
