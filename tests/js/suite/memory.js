/** Measures the memory of the client's module, and counts those of all modules. */

/** @type {WebAssembly.Memory | undefined} */
let memory;
let live = 0;
// Not by dereferencing a WeakRef, which can keep the memory for another round of the collector.
const registry = new FinalizationRegistry(() => (live -= 1));
let isWatching = false;

/** Records the memory of each instance, from now on; called before the first client. */
export function watchMemory() {
  if (isWatching) return;
  isWatching = true;
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (...args) {
    const instance = new Instance(...args);
    // With any name: the names of exports are minified.
    const made = Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory);
    memory ??= made;
    registry.register(made);
    live += 1;
    return instance;
  };
  WebAssembly.Instance.prototype = Instance.prototype;
}

/**
 * @returns {number} bytes of the client's memory, which never shrinks
 * @throws {Error} if no memory was recorded
 */
export function memoryBytes() {
  if (!memory) throw new Error('the module was instantiated before its memory was watched');
  return memory.buffer.byteLength;
}

/** @returns {number} how many of the recorded memories were not collected */
export function liveMemories() {
  return live;
}
