/** What the checkers of packages say of the tarball. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../scripts/process.mjs';
import { tarball } from './installed.js';

const BIN = 'tests/runtimes/node_modules/.bin';

test('publint has nothing to say, not even a suggestion', async () => {
  const { exitCode, stdout, stderr } = await run(`${BIN}/publint`, ['run', '--strict', tarball], {
    output: 'keep',
  });
  assert.equal(exitCode, 0, stdout + stderr);
  assert.match(stdout, /All good!/);
});

test('the types are found, and are right, in every way to resolve them', async () => {
  // A module has no types: what an import of it gives depends on the runtime and the bundler.
  const flags = ['--format', 'json', '--exclude-entrypoints', 'patchlens.wasm'];
  const { exitCode, stdout, stderr } = await run(`${BIN}/attw`, [tarball, ...flags], {
    output: 'keep',
  });
  const { analysis, problems } = JSON.parse(stdout);
  assert.deepEqual(problems, {});
  assert.deepEqual(Object.keys(analysis.entrypoints), ['.', './slim', './package.json']);
  for (const [entry, { resolutions }] of Object.entries(analysis.entrypoints)) {
    for (const [way, { resolution }] of Object.entries(resolutions))
      assert.ok(resolution, `${entry} ${way}`);
  }
  assert.equal(exitCode, 0, stderr);
});
