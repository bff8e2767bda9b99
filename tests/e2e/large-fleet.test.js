import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  becomes,
  expectedVerdicts,
  fleetLoaded,
  nodesOf,
  openRig,
  says,
  tileCounts,
} from './rig.js';

const NODES = 5000;
/** The fleet is read once, by some 2,000 requests at the pace of a scope. */
const READ_MS = 180_000;
let rig;
let page;
/** With the stopped nodes. */
let all;
before(async () => {
  rig = await openRig({ nodes: NODES });
  all = nodesOf(rig.fleet).length;
  page = await rig.visit();
  await fleetLoaded(page, { timeout: READ_MS });
});
after(async () => {
  try {
    await page?.leave();
  } finally {
    await rig?.close();
  }
});

const rows = () => page.locator('.nodes-grid tbody tr');

test('5,000 nodes are all there, and only those in sight are in the document', async () => {
  await becomes(() => tileCounts(page), expectedVerdicts(rig.fleet));
  await becomes(() => page.getByRole('grid').getAttribute('aria-rowcount'), String(all + 1));
  for (const share of [0.1, 0.5, 0.9, 1]) {
    await page.evaluate((part) => scrollTo(0, document.documentElement.scrollHeight * part), share);
    await page.waitForFunction(inSight);
    const count = await rows().count();
    assert.ok(count > 10 && count < 60, `${count} rows at ${share}`);
  }
  await becomes(() => rows().last().getAttribute('aria-rowindex'), String(all + 1));
  assert.equal(await rows().last().isVisible(), true);
});

/** Runs in the page: whether there is a row in the middle of the window. */
function inSight() {
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  return Boolean(middle?.closest('.nodes-grid tbody tr'));
}

test('scrolling through 5,000 nodes keeps rows in sight and frames on time', async () => {
  const { blanks, slow, frames } = await page.evaluate(scrollThrough);
  assert.equal(blanks, 0, 'frames without a row in the middle of the window');
  assert.ok(frames >= 60);
  // The simulator and the test runner share the machine, so a few frames may be late.
  assert.ok(slow <= frames / 5, `${slow} of ${frames} frames took over 50 ms`);
});

/** Runs in the page: 90 frames of 400 px each, and how they went. */
async function scrollThrough() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const result = { blanks: 0, slow: 0, frames: 0 };
  scrollTo(0, 600);
  await frame();
  await frame();
  let last = performance.now();
  for (let step = 0; step < 90; step += 1) {
    scrollBy(0, 400);
    // The rows are painted one frame after the scroll event.
    await frame();
    await frame();
    const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    if (!middle?.closest('.nodes-grid tbody tr')) result.blanks += 1;
    const now = performance.now();
    if (now - last > 2 * 50) result.slow += 1;
    last = now;
    result.frames += 1;
  }
  return result;
}

test('typing into the filter of 5,000 nodes answers at once', async () => {
  const ms = await page.evaluate(async () => {
    const field = document.querySelector('input[role=combobox]');
    const start = performance.now();
    for (const text of ['u', 'ub', 'ubu', 'ubun', 'ubunt', 'ubuntu']) {
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return (performance.now() - start) / 6;
  });
  const isUbuntu = ({ platform }) => platform.id.startsWith('ubuntu');
  const matching = nodesOf(rig.fleet).filter(isUbuntu).length;
  await says(page.locator('.shown-count'), new RegExp(`^${matching.toLocaleString('en')} of`));
  assert.ok(ms < 150, `${ms.toFixed(0)} ms a letter`);
});
