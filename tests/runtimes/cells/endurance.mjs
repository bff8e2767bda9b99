/** Makes 100,000 calls and measures the memory after every 10,000. */
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BATCHES, verdict } from '../../js/suite/endurance.js';
import { devTools } from '../dev-tools.mjs';
import { suiteIn, versioned } from '../programs.mjs';
import { bundleWorker, runtime as workerd, startWorker } from '../worker.mjs';

const require = createRequire(new URL('../package.json', import.meta.url));
const NAME = 'endurance';
const WAY = '100,000 calls';
const NODE = { command: process.execPath, args: ['--expose-gc'] };

const ENTRIES = ['patchlens'];

/** @type {import('../matrix.mjs').Cell[]} */
export const cells = [
  {
    name: 'node',
    way: WAY,
    entries: ENTRIES,
    runtime: () => versioned('Node', process.execPath),
    run: (place) => suiteIn(place, { ...NODE, program: 'endurance.mjs' }),
  },
  { name: 'workerd', way: WAY, entries: ENTRIES, runtime: workerd, run: inWorkerd },
];

async function inWorkerd({ folder }) {
  const out = join(folder, 'endurance');
  rmSync(out, { recursive: true, force: true });
  await bundleWorker(join(folder, 'suite/programs/endurance-worker.js'), out);
  const options = { name: NAME, inspectorPort: 0 };
  const miniflare = startWorker(join(out, 'endurance-worker.js'), options);
  try {
    return verdict(await sampled(miniflare));
  } finally {
    await miniflare.dispose();
  }
}

async function sampled(miniflare) {
  const url = new URL(`/core:user:${NAME}`, await miniflare.getInspectorURL());
  const nudge = () => miniflare.dispatchFetch('http://worker/');
  const tools = await devTools(require('ws'), url, nudge);
  try {
    const samples = [];
    while (samples.length < BATCHES) {
      const response = await miniflare.dispatchFetch('http://worker/batch');
      const wasmBytes = await response.json();
      samples.push({ wasmBytes, heapBytes: await tools.heapBytes() });
    }
    return samples;
  } finally {
    tools.close();
  }
}
