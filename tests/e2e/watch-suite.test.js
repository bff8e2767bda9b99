/**
 * The page's own tests on the watch, in one process and on one Worker: those of `on-watch.js`, or some of them.
 *
 *     PATCHLENS_WATCH_TESTS=all node --test tests/e2e/watch-suite.test.js
 */
import './watch-suite-env.js';
import { closeWatchRigs } from './watch-rig.js';
import './access-page.test.js';
import './columns-page.test.js';
import './filter-page.test.js';
import './fleet-page.test.js';
import './keys-page.test.js';
import './node-page.test.js';
import './overview-page.test.js';
import './report-page.test.js';
import './split-panel-page.test.js';
import './table-access-page.test.js';
import './table-states-page.test.js';
import './tables-page.test.js';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { wrongLists } from './on-watch.js';

after(closeWatchRigs);

test('every file of tests, and every test that is left out, is on one of the lists', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.js'));
  assert.deepEqual(wrongLists(files), []);
});
