/** The tarball passes the checkers of packages: publint and are-the-types-wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../scripts/process.mjs';
import { tarball } from './installed.js';

const BIN = 'tests/runtimes/node_modules/.bin';

test('publint finds no error and has no suggestion', async () => {
  const { exitCode, stdout, stderr } = await run(`${BIN}/publint`, ['run', '--strict', tarball], {
    output: 'keep',
  });
  assert.equal(exitCode, 0, stdout + stderr);
  assert.match(stdout, /All good!/);
});

test('every way to resolve modules finds the right types', async () => {
  // The imports of the modules have no type: it depends on the runtime and the bundler.
  const flags = ['--format', 'json', '--exclude-entrypoints', 'patchlens.wasm', 'fleet.wasm'];
  const { exitCode, stdout, stderr } = await run(`${BIN}/attw`, [tarball, ...flags], {
    output: 'keep',
  });
  const { analysis, problems } = JSON.parse(stdout);
  assert.deepEqual(problems, {});
  const entries = ['.', './slim', './fleet', './fleet/slim', './package.json'];
  assert.deepEqual(Object.keys(analysis.entrypoints), entries);
  for (const [entry, { resolutions }] of Object.entries(analysis.entrypoints)) {
    for (const [way, { resolution }] of Object.entries(resolutions))
      assert.ok(resolution, `${entry} ${way}`);
  }
  assert.equal(exitCode, 0, stderr);
});
