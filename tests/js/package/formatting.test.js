/**
 * The client does not use core::fmt, to stay small, and clippy rejects its uses outside of the fleet's
 * files, which allow it. Uses that clippy misses still work: see copy.test.js in tests/package.
 */
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { must, ROOT } from '../../../scripts/process.mjs';
import { WASM } from '../../../scripts/toolchain.mjs';

const CRATE = ['.cargo', 'Cargo.toml', 'Cargo.lock', 'clippy.toml', 'rust-toolchain.toml', 'src', 'tests/core'];
const LIMIT = { timeout: 170_000 };
/** The lines above the functions. */
const HEAD = ['//! Formats.', '#![allow(missing_docs, unused_mut, unused_variables)]', 'use std::fmt::Write as _;'];
/** Bodies of functions that use core::fmt, by the item that clippy names; each is one line. */
const FORMATTING = {
  'std::format': 'let _ = format!("{number}");',
  'std::string::ToString::to_string': 'let _ = number.to_string();',
  'std::format_args': 'let _ = text.write_fmt(format_args!("{number}"));',
  'std::write': 'let _ = write!(text, "{number}");',
  'std::writeln': 'let _ = writeln!(text, "{number}");',
  'std::println': 'println!("{number}");',
  'std::eprintln': 'eprintln!("{number}");',
  'std::assert_eq': 'assert_eq!(number, 1);',
  'std::dbg': 'let _ = dbg!(number);',
};

let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchlens-crate-'));
  for (const name of CRATE) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('the crate passes clippy', LIMIT, async () => {
  await clippy();
});

test('clippy rejects every use of core::fmt, and names the line', LIMIT, async () => {
  const bodies = Object.values(FORMATTING);
  const uses = bodies.map((body, index) => `pub fn use_${index}(number: u32, mut text: String) { ${body} }`);
  writeFileSync(join(folder, 'src/formatting.rs'), `${HEAD.join('\n')}\n${uses.join('\n')}\n`);
  appendFileSync(join(folder, 'src/lib.rs'), '\npub mod formatting;\n');
  const { message } = await clippy().then(assert.fail, (error) => error);
  for (const [index, name] of Object.keys(FORMATTING).entries()) {
    const line = HEAD.length + 1 + index;
    const pattern = `^src/formatting\\.rs:${line}:.* disallowed (macro|method) \`${name}\``;
    assert.match(message, new RegExp(pattern, 'm'));
  }
});

/** Runs the check of `npm test -- lint` on the copy. It shares the compiled dependencies. */
function clippy() {
  const args = `clippy --locked --quiet --message-format short --lib --target ${WASM}`.split(' ');
  const rest = ['--target-dir', join(ROOT, 'target'), '--', '-D', 'warnings'];
  return must('cargo', [...args, ...rest], { cwd: folder, output: 'keep' });
}
