/** What a visitor downloads of the page's own code, beside the package: a limit for each file. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

const DIST = new URL('../dist/', import.meta.url);
const ENTRY_BYTES = 60_000;
const LAZY_CHUNK_BYTES = 20_000;

const scripts = readdirSync(new URL('assets/', DIST)).filter((name) => name.endsWith('.js'));
const own = scripts.filter((name) => !name.startsWith('patchlens-'));
const html = readFileSync(new URL('index.html', DIST), 'utf8');
/** What the document itself asks for. */
const entry = own.filter((name) => html.includes(`/${name}"`));
const lazy = own.filter((name) => !entry.includes(name));

const size = (name) => brotliCompressSync(readFileSync(new URL(`assets/${name}`, DIST))).length;

test('the entry is small', () => {
  assert.equal(scripts.length - own.length, 1, 'the package has a file of its own');
  assert.ok(entry.length > 0, 'index.html names its scripts');
  const bytes = entry.map(size).reduce((sum, each) => sum + each);
  assert.ok(bytes <= ENTRY_BYTES, `the entry has ${bytes} bytes after brotli`);
});

test('each part that is fetched later is small', () => {
  assert.ok(lazy.length > 0, 'no view is fetched later');
  for (const name of lazy)
    assert.ok(size(name) <= LAZY_CHUNK_BYTES, `${name} has ${size(name)} bytes after brotli`);
});
