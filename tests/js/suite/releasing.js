/** Calls, paginators and clients release their memory. */
import { equal, holds, sleep } from './check.js';
import { memoryBytes } from './memory.js';

const PAGE = JSON.stringify({
  Patches: Array.from({ length: 50 }, (_, index) => ({
    Title: `Security update ${index}`,
    KBId: `KB${5000000 + index}`,
    State: 'Missing',
  })),
  NextToken: '',
});
const NODE_ID = 'i-0123456789abcdef0';
const BATCHES = 20;
const BATCH = 100;
const PAGE_BYTES = 65_536;
const CLIENT_PAGES = 2;
const ROUNDS = 6;

let collections = 0;
// Kept for the whole suite: a collected registry does not call back.
const registry = new FinalizationRegistry(() => (collections += 1));

export const tests = {
  'calls do not leak memory': (world) => {
    const asked = stubbed(world);
    return flat(() => asked.describeInstancePatches({ InstanceId: NODE_ID }));
  },

  'failed calls do not leak memory': (world) => {
    const asked = stubbed(world, { fetch: () => Promise.reject(new Error('no')), maxAttempts: 1 });
    return flat(() => asked.describeInstancePatches({ InstanceId: NODE_ID }).catch(() => {}));
  },

  'paginators that were left do not leak memory': (world) => {
    const asked = stubbed(world);
    const input = { InstanceId: NODE_ID };
    return flat(async () => {
      for await (const { State } of asked.paginate('describeInstancePatches', input)) {
        equal(State, 'Missing');
        break;
      }
    });
  },

  'signatures do not leak memory': ({ patchlens, service }) => {
    const options = { credentials: service.keys, region: service.region, service: 'ssm' };
    const request = { method: 'POST', url: 'https://example.com/', body: PAGE };
    return flat(() => patchlens.signRequest(request, options));
  },

  'unreferenced clients release their memory': async (world) => {
    const enough = clientsOf(world, CLIENT_PAGES);
    await collected();
    const before = memoryBytes();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let count = 0; count < enough; count += 1) stubbed(world);
      await collected();
    }
    const pages = (memoryBytes() - before) / PAGE_BYTES;
    // A leak would take the same amount in each round.
    holds(pages <= CLIENT_PAGES * 2, `${ROUNDS * enough} clients took ${pages} pages for good`);
  },
};

function stubbed({ client }, options) {
  return client('plain', { fetch: async () => new Response(PAGE), ...options });
}

/** Fails if the memory still grows after a warm-up. */
async function flat(work) {
  let bytes;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    for (let index = 0; index < BATCH; index += 1) await work();
    if (batch === 3) bytes = memoryBytes();
  }
  equal(memoryBytes() - bytes, 0, `bytes more after ${(BATCHES - 4) * BATCH} times`);
}

/** How many clients fill this many pages. */
function clientsOf(world, pages) {
  const clients = [];
  const enough = memoryBytes() + pages * PAGE_BYTES;
  while (memoryBytes() < enough) clients.push(stubbed(world));
  return clients.length;
}

/**
 * Creates garbage and waits until it is collected. Some of it survives a few rounds, since some
 * engines collect older objects only after these have grown.
 */
async function collected() {
  const before = collections;
  const kept = [];
  const giveUpAt = Date.now() + 15_000;
  discard();
  while (collections === before) {
    holds(Date.now() < giveUpAt, 'no garbage was collected');
    for (let block = 0; block < 20; block += 1) kept.push(new ArrayBuffer(1_000_000));
    kept.splice(0, kept.length - 60);
    // Requests a collection if the host permits that, since a busy browser postpones it.
    globalThis.gc?.();
    await sleep(10);
  }
  await sleep(10);
}

function discard() {
  for (let index = 0; index < 100; index += 1) registry.register({}, index);
}
