/**
 * Compares a picture of the page with the one that was looked at and kept.
 *
 * `WRITE_GOLDENS=1 node --test tests/e2e/goldens-page.test.js` keeps the present ones: look at them.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const KEPT = new URL('goldens/', import.meta.url);
const DIFFERENT = new URL('../../target/goldens/', import.meta.url);
/** Of the pixels: versions of a browser and of its fonts draw edges a little differently. */
const SHARE = 0.01;

/**
 * @param {string} name of the file, without `.png`
 * @param {Buffer} picture as PNG
 */
export function likeGolden(name, picture) {
  const file = new URL(`${name}.png`, KEPT);
  if (process.env.WRITE_GOLDENS) {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(file, picture);
    return;
  }
  assert.ok(existsSync(file), `there is no picture ${file.pathname}; WRITE_GOLDENS=1 keeps one`);
  const kept = PNG.sync.read(readFileSync(file));
  const present = PNG.sync.read(picture);
  const { width, height } = kept;
  assert.deepEqual([present.width, present.height], [width, height], `the size of ${name}`);
  const difference = new PNG({ width, height });
  const options = { threshold: 0.2 };
  const count = pixelmatch(kept.data, present.data, difference.data, width, height, options);
  if (count <= SHARE * width * height) return;
  mkdirSync(DIFFERENT, { recursive: true });
  writeFileSync(new URL(`${name}.png`, DIFFERENT), picture);
  writeFileSync(new URL(`${name}.difference.png`, DIFFERENT), PNG.sync.write(difference));
  const share = ((100 * count) / (width * height)).toFixed(1);
  assert.fail(`${name} differs in ${share} % of its pixels; see ${DIFFERENT.pathname}`);
}
