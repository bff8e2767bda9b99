/**
 * A fleet of 1,000 nodes read from a simulator that throttles at 20 requests a second, fails one
 * request in twenty, and whose clock is an hour off. Client and simulator share one clock, which
 * the test advances whenever both are idle: a minute of waiting takes a second.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { PatchClient } from 'patchlens';
import { randomOf } from '../../../simulator/fleet/random.js';
import { createSimulator, Fleet, SAMPLE_CREDENTIALS } from '../../../simulator/index.js';

const START = Date.UTC(2026, 10, 21, 1, 20);
const HOUR = 3_600_000;
const WARM_UP_MS = 5_000;
/** The latency of a request. It limits the rate of a client that waits for its responses. */
const LATENCY_MS = 40;
const TICK_MS = 5;
/** How many idle turns of the event loop mean that both are idle. */
const IDLE_TURNS = 6;
const third = { rate: 0.05 / 3 };
const FIRE = [
  { perSecond: 20, fault: { kind: 'throttle' } },
  { ...third, fault: { kind: 'fail', status: 500 } },
  { ...third, fault: { kind: 'fail', status: 503, body: '' } },
  { ...third, fault: { kind: 'reset' } },
];
const fleet = new Fleet({ nodes: 1000, seed: 1, start: START + HOUR });

test('standard mode: no call fails while it has attempts left', async (t) => {
  const { requests, lost, patches } = await underFire(t, { retryMode: 'standard', readers: 6 });
  t.diagnostic(`standard, 6 readers: ${figures(requests)}; ${lost.length} calls lost`);
  assert.deepEqual(lost, []);
  assert.deepEqual(patches, patchesOfTheFleet());
});

for (const readers of [10, 50]) {
  test(`adaptive mode: ${readers} readers soon have no more than 5 % of their requests throttled`, async (t) => {
    const { requests, lost, patches } = await underFire(t, { retryMode: 'adaptive', readers });
    t.diagnostic(`adaptive, ${readers} readers: ${figures(requests)}; ${lost.length} calls lost`);
    assert.deepEqual(lost, []);
    assert.deepEqual(patches, patchesOfTheFleet());
    const late = throttledShare(requests.filter(({ at }) => at >= WARM_UP_MS));
    assert.ok(late <= 0.05, `${late}`);
    assert.ok(throttledShare(requests) > 0, 'the service throttles');
  });
}

test('one error response is enough to correct the clock for all calls', async (t) => {
  const { requests } = await underFire(t, { retryMode: 'adaptive', readers: 10 });
  const refused = requests.filter(({ code }) => code === 'InvalidSignatureException');
  assert.equal(refused.length, 1);
});

/** Reads the whole fleet; returns the received requests, and the patches by node. */
async function underFire(t, { retryMode, readers }) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START });
  t.mock.method(Math, 'random', randomOf('client', retryMode).fraction);
  const requests = [];
  const simulator = createSimulator({
    fleet,
    faults: FIRE,
    now: () => Date.now() + HOUR,
    onRequest: ({ code, fault }) => requests.push({ at: Date.now() - START, code, fault }),
  });
  const client = new PatchClient({
    region: simulator.region,
    credentials: SAMPLE_CREDENTIALS[0],
    fetch: throughAir(simulator),
    maxAttempts: 12,
    retryMode,
  });
  const outcome = await whileTheClockTurns(t, readFleet(client, readers));
  return { requests, ...outcome };
}

function throughAir(simulator) {
  const pause = () => new Promise((resolve) => setTimeout(resolve, LATENCY_MS / 2));
  return async (request) => {
    await pause();
    const response = await simulator.handle(request);
    await pause();
    if (response.type === 'error') throw new TypeError('fetch failed');
    return response;
  };
}

async function whileTheClockTurns(t, work) {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  work.then(over, over);
  while (!isOver) {
    for (let turns = 0; turns < IDLE_TURNS; turns += 1) await turn();
    t.mock.timers.tick(TICK_MS);
  }
  return work;
}

/** Nodes page by page, their states 50 at a time, the patches of every node that has a state. */
async function readFleet(client, readers) {
  const lost = [];
  const list = async (operation, input, options) => {
    try {
      return (await client.paginate(operation, input, options).collect()).items;
    } catch (error) {
      lost.push(`${error.message} (${error.attempts} attempts)`);
      return [];
    }
  };
  const nodes = await list('describeInstanceInformation', {}, { pageSize: 50 });
  const states = await inParallel(readers, inFifties(nodes.map(idOf)), (InstanceIds) =>
    list('describeInstancePatchStates', { InstanceIds }),
  );
  const patches = await inParallel(readers, states.flat().map(idOf), async (InstanceId) => {
    const items = await list('describeInstancePatches', { InstanceId }, { pageSize: 100 });
    return [InstanceId, items.map(({ KBId, State }) => `${KBId} ${State}`)];
  });
  return { lost, patches: new Map(patches) };
}

const idOf = ({ InstanceId }) => InstanceId;

function inFifties(ids) {
  const starts = Array.from({ length: Math.ceil(ids.length / 50) }, (_, at) => at * 50);
  return starts.map((start) => ids.slice(start, start + 50));
}

async function inParallel(readers, items, work) {
  const results = [];
  const queue = items.entries();
  const reader = async () => {
    for (const [at, item] of queue) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: readers }, reader));
  return results;
}

function patchesOfTheFleet() {
  const scanned = [...fleet.nodes()].map(([, node]) => node).filter((node) => node.isScanned);
  return new Map(
    scanned.map((node) => [
      node.id,
      fleet.patches(node).map(({ kbId, state }) => `${kbId} ${state}`),
    ]),
  );
}

function throttledShare(requests) {
  return requests.filter(({ fault }) => fault === 'throttle').length / requests.length;
}

function figures(requests) {
  const late = requests.filter(({ at }) => at >= WARM_UP_MS);
  const failed = requests.filter(({ fault }) => fault === 'fail' || fault === 'reset').length;
  return (
    `${requests.length} requests in ${(requests.at(-1).at / 1000).toFixed(1)} s, ${failed} failed, ` +
    `${percent(throttledShare(requests))} throttled, ` +
    `${percent(throttledShare(late))} after the first ${WARM_UP_MS / 1000} s`
  );
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
