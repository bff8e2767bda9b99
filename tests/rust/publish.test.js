/** The crate as cargo packs it for the registry. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, run } from '../../scripts/process.mjs';
import { WASM } from '../../scripts/toolchain.mjs';
import { ENV, TARGET } from './program.js';

const LIMIT = { timeout: 180_000 };
/** Of what cargo adds by itself, and of the repository. */
const ADDED = ['.cargo_vcs_info.json', 'Cargo.lock', 'Cargo.toml', 'Cargo.toml.orig'];
const OWN = ['LICENSE-APACHE', 'LICENSE-MIT', 'docs/rust.md'];

test('the crate holds its sources, its licences and its page, and nothing else', LIMIT, async () => {
  const files = await lines('cargo', ['package', '--list', '--locked', '--allow-dirty']);
  const isSource = (file) => file.startsWith('src/');
  const others = files.filter((file) => !isSource(file));
  assert.deepEqual(others.sort(), [...ADDED, ...OWN].sort());
  // New files count before they are committed.
  const all = ['ls-files', '--cached', '--others', '--exclude-standard', 'src/*.rs'];
  assert.deepEqual(files.filter(isSource).sort(), (await lines('git', all)).sort());
});

test('cargo publish accepts the crate, which builds from its packed sources', LIMIT, async () => {
  const args = ['publish', '--dry-run', '--locked', '--allow-dirty', '--target-dir', TARGET];
  const built = ['--features', 'fetch,serde', '--target', WASM];
  const { exitCode, stderr } = await run('cargo', [...args, ...built], { output: 'keep', env: ENV });
  assert.equal(exitCode, 0, stderr);
  assert.match(stderr, /^ +Verifying patchlens /m);
  assert.match(stderr, /aborting upload due to dry run/);
  assert.doesNotMatch(stderr, /manifest has no/);
});

async function lines(command, args) {
  return (await must(command, args, { output: 'keep' })).trim().split('\n');
}
