/**
 * One contender in a process of its own, which answers messages: `child.mjs NAME SIZES`.
 * Sends `{ loadMs, memoryBytes, hasSnapshot }` when loaded. Replies to `{ question, input }` with
 * `{ ms, answer }`, to `{ snapshot: true }` with `{ ms, bytes }`. Ends with its parent.
 */
import { fleetData } from '../data.mjs';
import { CONTENDERS } from './contenders.mjs';

const [name, sizes] = process.argv.slice(2);
const { load } = await CONTENDERS[name]();
const data = fleetData(JSON.parse(sizes));
const before = residentBytes();
const [contender, loadMs] = await timed(() => load(data));
process.send({ loadMs, memoryBytes: residentBytes() - before, hasSnapshot: 'snapshot' in contender });

process.on('message', async ({ question, input, snapshot }) => {
  const [value, ms] = await timed(() =>
    snapshot ? contender.snapshot() : contender.ask[question](input),
  );
  process.send(snapshot ? { ms, bytes: value.length } : { ms, answer: value });
});

process.on('disconnect', () => process.exit());

async function timed(work) {
  const start = performance.now();
  const value = await work();
  return [value, performance.now() - start];
}

// Twice: what the first collection makes unreachable goes in the second.
function residentBytes() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().rss;
}
