/** The installed Chromium: the suite and 100,000 calls. */
import { BATCHES, verdict } from '../../js/suite/endurance.js';
import { browserCells, onSite } from '../browsers/cells.mjs';
import { openChromium } from '../browsers/playwright.mjs';

const suite = browserCells({ name: 'chromium', open: openChromium, isQuick: true });

/** @type {import('../matrix.mjs').Cell[]} */
export const cells = [
  ...suite,
  {
    ...suite[0],
    way: '100,000 calls',
    entries: ['patchlens'],
    isQuick: false,
    run: (place) => onSite(openChromium, place, endure),
  },
];

async function endure({ page, visit }, site) {
  await visit(`${site.url}/endurance.html`);
  const tools = await page.context().newCDPSession(page);
  const samples = [];
  while (samples.length < BATCHES) {
    const wasmBytes = await page.evaluate(() => globalThis.batch());
    samples.push({ wasmBytes, heapBytes: await heapBytes(tools) });
  }
  return verdict(samples);
}

async function heapBytes(tools) {
  // What a finalizer releases is collected in the next round.
  for (let round = 0; round < 3; round += 1) await tools.send('HeapProfiler.collectGarbage');
  return (await tools.send('Runtime.getHeapUsage')).usedSize;
}
