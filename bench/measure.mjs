/** CPU time side by side: the contenders take turns, so that a busy machine is busy for all. */

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => Promise<unknown>} call does the work once
 */

/**
 * @param {Contender[]} contenders
 * @param {{ rounds: number, calls: number, warmUp: number }} effort calls per round and contender
 * @returns {Promise<{ name: string, micros: number }[]>} CPU time of this process per call in
 *   microseconds, user and system, garbage collection included; the median of the rounds
 */
export async function cpuPerCall(contenders, { rounds, calls, warmUp }) {
  const spent = contenders.map(() => []);
  for (const { call } of contenders) await micros(call, warmUp);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { call }] of contenders.entries()) spent[i].push(await micros(call, calls));
  }
  return contenders.map(({ name }, i) => ({ name, micros: median(spent[i]) }));
}

async function micros(call, calls) {
  const start = process.cpuUsage();
  for (let i = 0; i < calls; i++) await call();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / calls;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
