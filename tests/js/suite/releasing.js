/** What calls, listings and clients take, they give back. */
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

export const tests = {
  'calls leave no memory behind': (world) => {
    const asked = stubbed(world);
    return flat(() => asked.describeInstancePatches({ InstanceId: NODE_ID }));
  },

  'calls that fail leave no memory behind': (world) => {
    const asked = stubbed(world, { fetch: () => Promise.reject(new Error('no')), maxAttempts: 1 });
    return flat(() => asked.describeInstancePatches({ InstanceId: NODE_ID }).catch(() => {}));
  },

  'listings that were left leave no memory behind': (world) => {
    const asked = stubbed(world);
    return flat(async () => {
      for await (const { State } of asked.paginate('describeInstancePatches', { InstanceId: NODE_ID })) {
        equal(State, 'Missing');
        break;
      }
    });
  },

  'signatures leave no memory behind': ({ patchlens, service }) => {
    const options = { credentials: service.keys, region: service.region, service: 'ssm' };
    const request = { method: 'POST', url: 'https://example.com/', body: PAGE };
    return flat(() => patchlens.signRequest(request, options));
  },

  'clients that nobody has any longer give their memory back': async (world) => {
    const kept = [];
    const before = memoryBytes();
    while (memoryBytes() < before + 2 * 65_536) kept.push(stubbed(world));
    const count = kept.length;
    kept.length = 0;
    await collected();
    const full = memoryBytes();
    for (let round = 0; round < 8; round += 1) {
      for (let index = 0; index < count / 2; index += 1) stubbed(world);
      await collected();
    }
    const grown = memoryBytes() - full;
    holds(grown <= 2 * 65_536, `${8 * (count >> 1)} clients took ${grown} bytes more for good`);
  },
};

function stubbed({ client }, options) {
  return client('plain', { fetch: async () => new Response(PAGE), ...options });
}

/** Fails if the memory grows after a while. */
async function flat(work) {
  let bytes;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    for (let index = 0; index < BATCH; index += 1) await work();
    if (batch === 3) bytes = memoryBytes();
  }
  equal(memoryBytes() - bytes, 0, `bytes more after ${(BATCHES - 4) * BATCH} times`);
}

/** Lets the garbage be collected, by force where that can be had. */
async function collected() {
  for (let round = 0; round < 5; round += 1) {
    if (globalThis.gc) globalThis.gc();
    else for (let block = 0; block < 20; block += 1) new ArrayBuffer(4_000_000);
    await sleep(20);
  }
}
