/** Measures the module's memory, which is not shared. */

/** @type {WebAssembly.Memory | undefined} */
let memory;
let isWatching = false;

/** Records the module's memory when it is instantiated; called before the first client. */
export function watchMemory() {
  if (isWatching) return;
  isWatching = true;
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (...args) {
    const instance = new Instance(...args);
    // With any name: the names of exports are minified.
    memory ??= Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory);
    return instance;
  };
  WebAssembly.Instance.prototype = Instance.prototype;
}

/**
 * @returns {number} bytes of the module's memory, which never shrinks
 * @throws {Error} if no memory was recorded
 */
export function memoryBytes() {
  if (!memory) throw new Error('the module was instantiated before its memory was watched');
  return memory.buffer.byteLength;
}
