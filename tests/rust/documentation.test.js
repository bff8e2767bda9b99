/** Every public item of `patchlens::fetch` has documentation with an example, which the other tests compile. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../scripts/process.mjs';

const FOLDER = join(ROOT, 'src/fetch');
const SOURCES = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), 'utf8'));
const PAGE = readFileSync(join(ROOT, 'docs/rust.md'), 'utf8');
const DOCUMENTED = SOURCES.join('\n').replaceAll(/^ *\/\/[/!] ?/gm, '');
const EXAMPLES = [
  ...DOCUMENTED.matchAll(/^```(?:no_run)?\n([^]*?)^```$/gm),
  ...PAGE.matchAll(/^```rust\n([^]*?)^```$/gm),
].map(([, code]) => code);

const exported = SOURCES.flatMap((source) => [...source.matchAll(/^pub use \w+::\{?([^;}]+)/gm)])
  .flatMap(([, names]) => names.split(','))
  .map((name) => name.trim());
const methods = SOURCES.flatMap((source) => [...source.matchAll(/^ {4}pub (?:async )?fn (\w+)/gm)]).map(
  ([, name]) => name,
);

test('an example uses each public type and trait of the Rust client', () => {
  assert.ok(exported.length > 10, `${exported}`);
  const isUsed = (name) => EXAMPLES.some((code) => new RegExp(`\\b${name}\\b`).test(code));
  assert.deepEqual(exported.filter((name) => !isUsed(name)), []);
});

test('an example calls each public function of the Rust client', () => {
  assert.ok(methods.length > 10, `${methods}`);
  const isCalled = (name) => EXAMPLES.some((code) => new RegExp(`(\\.|::)${name}\\(`).test(code));
  assert.deepEqual(methods.filter((name) => !isCalled(name)), []);
});
