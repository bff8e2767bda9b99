/**
 * The table of deviations as a whole. The tests of each suite check that its rows are correct and
 * necessary.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ROWS } from './deviations.js';

const TESTS = new URL('../', import.meta.url);
const MOST = 15;

test(`at most ${MOST} cases of all suites differ from both SDKs`, (t) => {
  t.diagnostic(`${ROWS.length} deviations from both SDKs`);
  assert.ok(ROWS.length <= MOST, `${ROWS.length} rows`);
  const cases = ROWS.map((row) => `${row.suite}: ${row.case}`);
  assert.equal(new Set(cases).size, ROWS.length, 'no case stands there twice');
});

test('each row has the result of the case and the reason', () => {
  for (const row of ROWS) {
    assert.deepEqual(Object.keys(row), ['suite', 'case', 'ours', 'reason']);
    for (const text of Object.values(row)) assert.ok(typeof text === 'string' && text, row.case);
  }
});

test('the tests of each suite read its rows', () => {
  const files = ['core/', 'conformance/', 'js/client/'].flatMap((folder) =>
    readdirSync(new URL(folder, TESTS))
      .filter((name) => /\.(rs|test\.js)$/.test(name))
      .map((name) => readFileSync(new URL(folder + name, TESTS), 'utf8')),
  );
  for (const suite of new Set(ROWS.map((row) => row.suite))) {
    const named = new RegExp(`deviations\\((["'])${suite}\\1\\)|SUITE.* = (["'])${suite}\\2`);
    assert.ok(files.some((text) => named.test(text)), suite);
  }
});
