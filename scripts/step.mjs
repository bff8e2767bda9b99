/**
 * Does the work, and prints its name before and its duration after.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const start = performance.now();
  console.log(`set-up: ${name} …`);
  const result = await work();
  console.log(`set-up: ${name} took ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}
