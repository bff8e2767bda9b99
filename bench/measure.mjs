/** Measures contenders alternately, so that the load of the machine affects all alike. */

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => Promise<unknown>} call does the work once
 */

/**
 * @param {Contender[]} contenders
 * @param {{ rounds: number, calls: number, warmUp: number }} effort calls per round and contender
 * @returns {Promise<{ name: string, cpuMicros: number, elapsedMicros: number }[]>} the median of
 *   the rounds per sequential call: CPU time of this process, including garbage collection and
 *   thread pool, and elapsed time
 */
export async function measured(contenders, { rounds, calls, warmUp }) {
  const rows = contenders.map(({ name }) => ({ name, cpu: [], elapsed: [] }));
  for (const { call } of contenders) await micros(call, warmUp);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { call }] of contenders.entries()) {
      const { cpu, elapsed } = await micros(call, calls);
      rows[i].cpu.push(cpu);
      rows[i].elapsed.push(elapsed);
    }
  }
  return rows.map(({ name, cpu, elapsed }) => ({
    name,
    cpuMicros: median(cpu),
    elapsedMicros: median(elapsed),
  }));
}

async function micros(call, calls) {
  const clock = performance.now();
  const start = process.cpuUsage();
  for (let i = 0; i < calls; i++) await call();
  const { user, system } = process.cpuUsage(start);
  return { cpu: (user + system) / calls, elapsed: ((performance.now() - clock) * 1000) / calls };
}

/**
 * @param {number[]} values at least one
 * @returns {number} the median
 */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
