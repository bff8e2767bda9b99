/** How much memory the module has, which it shares with nobody. */

/** @type {WebAssembly.Memory | undefined} */
let memory;
let isWatching = false;

/** Takes note of the module's memory when it is instantiated, hence before the first client. */
export function watchMemory() {
  if (isWatching) return;
  isWatching = true;
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (...args) {
    const instance = new Instance(...args);
    // Under whichever name: exports are called as short as can be.
    memory ??= Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory);
    return instance;
  };
  WebAssembly.Instance.prototype = Instance.prototype;
}

/**
 * @returns {number} bytes of the module's memory, which never shrinks
 * @throws {Error} if there is none, since that could not be seen to be flat
 */
export function memoryBytes() {
  if (!memory) throw new Error('the module was instantiated before its memory was watched');
  return memory.buffer.byteLength;
}
