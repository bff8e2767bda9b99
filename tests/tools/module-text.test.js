/** scripts/module-text.mjs writes the module as text that the package reads back. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotli } from '../../bench/bundled.mjs';
import { textOf } from '../../scripts/module-text.mjs';
import { ROOT } from '../../scripts/process.mjs';
import { bytesOf } from '../../src/js/module-text.js';

const MODULE = readFileSync(join(ROOT, 'dist/patchlens_bg.wasm'));

test('every byte is read back, alone and beside every other', () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  assert.deepEqual(bytesOf(textOf([])), Uint8Array.of());
  for (const byte of bytes) {
    assert.deepEqual(bytesOf(textOf([byte])), Uint8Array.of(byte));
    const pairs = bytes.flatMap((other) => [byte, other]);
    assert.deepEqual(bytesOf(textOf(pairs)), Uint8Array.from(pairs));
  }
});

test('the text is printable ASCII without quotes', () => {
  assert.match(textOf(MODULE), /^[#-~]+$/);
});

test('the text saves at least 1 KB after brotli, compared with hexadecimal', () => {
  const saved = brotli(MODULE.toString('hex')) - brotli(JSON.stringify(textOf(MODULE)));
  assert.ok(saved >= 1024, `${saved} bytes`);
});
