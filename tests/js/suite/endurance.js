/**
 * Many calls, which must not use more memory at the end than after the first batch. The host
 * requests the batches, since only it can collect garbage and measure the heap.
 */
import { memoryBytes, watchMemory } from './memory.js';

/** How many calls are in a batch. */
export const BATCH = 10_000;
/** The number of batches; the first is a warm-up. */
export const BATCHES = 10;

const INPUT = { InstanceId: 'i-0123456789abcdef0' };
const OPTIONS = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
};
const PATCHES = 10;
const PAGE = JSON.stringify({
  Patches: Array.from({ length: PATCHES }, (_, index) => ({
    Title: `Security update ${index}`,
    KBId: `KB${5000000 + index}`,
    State: 'Missing',
    InstalledTime: 1.7e9 + index,
  })),
  NextToken: '',
});
// A leak of a few bytes per call exceeds this; the engines' own data, such as compiled code, does
// not.
const HEAP_TOLERANCE = 400_000;
const PAGE_BYTES = 65_536;

/**
 * @param {typeof import('patchlens')} patchlens before its first use
 * @returns {() => Promise<number>} makes a batch of calls; returns the size of the module's
 *   memory in bytes
 */
export function endurance({ PatchClient }) {
  watchMemory();
  const client = new PatchClient({ ...OPTIONS, fetch: async () => new Response(PAGE) });
  return async () => {
    for (let call = 0; call < BATCH; call += 1) {
      const { Patches } = await client.describeInstancePatches(INPUT);
      if (Patches.length !== PATCHES) throw new Error(`${Patches.length} patches`);
      // Yields to the event loop regularly, like every program.
      if (call % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    }
    return memoryBytes();
  };
}

/**
 * The results of the batches.
 * @param {{ wasmBytes: number, heapBytes: number }[]} samples after each batch, with the garbage
 *   collected
 * @returns {import('./index.js').Result[]}
 */
export function verdict(samples) {
  const wasm = samples.map(({ wasmBytes }) => wasmBytes / PAGE_BYTES);
  const heap = samples.map(({ heapBytes }) => Math.round(heapBytes / 1000));
  const [calls, first] = [samples.length * BATCH, BATCH].map((it) => it.toLocaleString('en'));
  const grown = (samples.at(-1).heapBytes - samples[0].heapBytes) / 1000;
  return [
    result(
      `${calls} calls need no more pages of WebAssembly memory than the first ${first}`,
      `${wasm.join(' ')} pages of 64 KiB`,
      samples.length === BATCHES && wasm.every((pages) => pages === wasm[0]),
    ),
    result(
      `${calls} calls need no more heap than the first ${first}`,
      `${heap.join(' ')} kB`,
      samples.length === BATCHES && grown * 1000 <= HEAP_TOLERANCE,
    ),
  ];
}

function result(name, figures, ok) {
  return { name, ok, message: ok ? '' : figures, figures, ms: 0 };
}
