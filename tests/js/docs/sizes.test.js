/** The sizes in the documentation match the measured ones. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotli, bundled, PROGRAMS } from '../../../bench/bundled.mjs';

const README = new URL('../../../README.md', import.meta.url);
const PAGE = new URL('../../../docs/credentials.md', import.meta.url);
const ROW = /^\| `(from[\w, ]+)` \| ([\d.]+) KB \|$/gm;
/** The tolerance of the figures. */
const TOLERANCE_KB = 0.25;

async function bytesOf(names) {
  return brotli(await bundled(`export { PatchClient, PatchlensError, ${names} } from 'patchlens';`));
}

test('the sizes of the credentials providers match the page about them', async (t) => {
  const rows = [...readFileSync(PAGE, 'utf8').matchAll(ROW)];
  assert.equal(rows.length, 4);
  const without = await bytesOf('');
  for (const [, names, told] of rows) {
    const measured = ((await bytesOf(names)) - without) / 1000;
    t.diagnostic(`${names}: ${measured} KB`);
    assert.ok(Math.abs(measured - told) <= TOLERANCE_KB, `${names}: ${measured} KB, not ${told}`);
  }
});

test('the README has the size of the download', async () => {
  const [, told] = /^\| download, .*? \| ([\d.]+) KB \|/m.exec(readFileSync(README, 'utf8'));
  const measured = brotli(await bundled(PROGRAMS.patchlens)) / 1000;
  assert.ok(Math.abs(measured - told) <= TOLERANCE_KB, `${measured} KB, not ${told}`);
});
