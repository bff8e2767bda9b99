/**
 * Scans a fleet many times, and prints what the process keeps. memory.test.js runs it:
 *
 *     node --expose-gc memory-program.js free
 *     node --expose-gc memory-program.js drop [leak]
 *
 * `leak` keeps one fleet of the measured scans.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { PatchClient } from 'patchlens';
import { scanFleet } from 'patchlens/fleet';

const WARM_UP = 10;
const SCANS = 50;
const SAMPLE = 10;
/** Collections before a sample: at least, and at most if a fleet that nothing keeps is still there. */
const ROUNDS = { least: 5, most: 25 };
const ID = 'i-0123456789abcdef0';
// A single page makes a fleet of many megabytes. More requests would wait for the pace of the scan.
const PATCHES = 4000;
const TITLE = 'security update '.repeat(100);
const OUTPUTS = {
  DescribeInstanceProperties: { InstanceProperties: [{ InstanceId: ID, PlatformName: 'Ubuntu' }] },
  DescribeInstancePatchStates: { InstancePatchStates: [{ InstanceId: ID, MissingCount: PATCHES }] },
  DescribeInstancePatches: { Patches: Array.from({ length: PATCHES }, (_, index) => patch(index)) },
};
const [way, leak] = process.argv.slice(2);
const bodies = Object.entries(OUTPUTS).map(([name, output]) => [
  `AmazonSSM.${name}`,
  new TextEncoder().encode(JSON.stringify({ ...output, NextToken: '' })),
]);
const answers = new Map(bodies);
const client = new PatchClient({
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  fetch: async (request) => new Response(answers.get(request.headers.get('x-amz-target'))),
});
// Not by dereferencing a WeakRef: while V8 marks, that keeps the memory for another round.
const registry = new FinalizationRegistry(() => (alive -= 1));
let alive = 0;
const kept = [];
let fleetBytes;
let mostAlive = 0;

watchInstances();
for (let count = 0; count < WARM_UP; count += 1) await scanned();
const samples = [await sample()];
for (let count = 1; count <= SCANS; count += 1) {
  const fleet = await scanned();
  if (leak && kept.length === 0) kept.push(fleet);
  if (count % SAMPLE === 0) samples.push(await sample());
}
console.log(JSON.stringify({ fleetBytes, samples, mostAlive, kept: kept.length }));

async function scanned() {
  const fleet = await scanFleet(
    { id: '123456789012/us-east-1', client },
    { nodes: { instanceIds: [ID] }, explain: false },
  );
  if (fleet.findingCount !== PATCHES) throw new Error(`${fleet.findingCount} findings`);
  fleetBytes = fleet.memoryBytes;
  mostAlive = Math.max(mostAlive, alive);
  if (leak && kept.length === 0) return fleet;
  if (way === 'free') fleet.free();
  return undefined;
}

/** The bytes of the process, and the instances that live in it. */
async function sample() {
  const isSettled = () => alive <= kept.length || !globalThis.gc;
  // What a finalizer releases is collected in the next round.
  for (let round = 0; round < (isSettled() ? ROUNDS.least : ROUNDS.most); round += 1) {
    globalThis.gc?.();
    await sleep(20);
  }
  return { rss: process.memoryUsage().rss, alive };
}

function watchInstances() {
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (...args) {
    const instance = new Instance(...args);
    const memory = Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory);
    registry.register(memory);
    alive += 1;
    return instance;
  };
  WebAssembly.Instance.prototype = Instance.prototype;
}

function patch(index) {
  return {
    Title: `${index} ${TITLE}`,
    KBId: `KB${5_000_000 + index}`,
    Classification: 'SecurityUpdates',
    Severity: 'Critical',
    State: 'Missing',
    InstalledTime: 0,
  };
}
