/** What the documentation says that each source of credentials adds to a page is what it adds. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotli, bundled } from '../../bench/bundled.mjs';

const PAGE = new URL('../../docs/credentials.md', import.meta.url);
const ROW = /^\| `(from[\w, ]+)` \| ([\d.]+) KB \|$/gm;
/** How far the figures may be off before they are to be measured again. */
const TOLERANCE_KB = 0.25;

async function bytesOf(names) {
  return brotli(await bundled(`export { PatchClient, PatchlensError, ${names} } from 'patchlens';`));
}

test('the sizes of the credential sources are those of the page about them', async (t) => {
  const rows = [...readFileSync(PAGE, 'utf8').matchAll(ROW)];
  assert.equal(rows.length, 4);
  const without = await bytesOf('');
  for (const [, names, told] of rows) {
    const measured = ((await bytesOf(names)) - without) / 1000;
    t.diagnostic(`${names}: ${measured} KB`);
    assert.ok(Math.abs(measured - told) <= TOLERANCE_KB, `${names}: ${measured} KB, not ${told}`);
  }
});
