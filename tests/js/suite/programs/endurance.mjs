/** For Node, with `--expose-gc`. */
import * as patchlens from 'patchlens';
import { sleep } from '../check.js';
import { BATCHES, endurance, verdict } from '../endurance.js';
import { MARK } from '../report.js';

const batch = endurance(patchlens);
const samples = [];
while (samples.length < BATCHES) {
  const wasmBytes = await batch();
  // Finalized objects are collected in the next round.
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc();
    await sleep(20);
  }
  samples.push({ wasmBytes, heapBytes: process.memoryUsage().heapUsed });
}
console.log(MARK + JSON.stringify(verdict(samples)));
