/** The command line of `npm start`; what it serves is tested in tests/e2e. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const START = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));
const start = (...args) => spawnSync(process.execPath, [START, ...args], { encoding: 'utf8' });

test('the help names the options of the simulator and the default scopes', () => {
  const { status, stdout } = start('--help');
  assert.equal(status, 0);
  assert.match(stdout, /^Usage: npm start -- \[options\]/);
  for (const option of ['port', 'mix', 'day', 'start', 'scope']) assert.ok(stdout.includes(`--${option} `));
  assert.match(stdout, /\(4680, or the next free one\)/);
  assert.match(stdout, /Without options of the fleet: three scopes of two accounts/);
});

test('an option that cannot be right is named before anything is built', () => {
  const { status, stderr, stdout } = start('--scope', '12/us-east-1');
  assert.equal(status, 1);
  assert.match(stderr, /^Cannot start: --scope: expected account\/region.*"12\/us-east-1"/);
  assert.equal(stdout, '');
});
