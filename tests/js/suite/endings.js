import { equal, failure, holds, rejection, sleep } from './check.js';

export const tests = {
  'a call that is aborted before it begins sends nothing': async ({ client, endpoint, seen }) => {
    const place = endpoint('plain');
    const signal = AbortSignal.abort();
    const asked = client('plain', { endpoint: place });
    const error = await rejection(asked.describeInstanceInformation({}, { signal }));
    holds(error === signal.reason, 'not the reason itself');
    equal(await seen(place), [], 'the requests');
  },

  'a call that is aborted while it waits for a response rejects with the reason itself': (world) =>
    abortedIn(world, 'stalled', 100),

  'a call that is aborted while it waits for a retry rejects with the reason itself': (world) =>
    abortedIn(world, 'throttled', 400),

  'the connection of an aborted call is closed': async ({ client, endpoint, seen }) => {
    const place = endpoint('stalled');
    const controller = new AbortController();
    const call = rejection(
      client('stalled', { endpoint: place }).describeInstanceInformation({}, controller),
    );
    const flags = async () => (await seen(place)).map(({ isGivenUp }) => isGivenUp);
    await becomes(flags, [false], 'before the abort');
    controller.abort();
    await call;
    await becomes(flags, [true], 'after the abort');
  },

  'a call rejects with a reason of any type': async ({ client }) => {
    for (const reason of ['a text', 0, null, { an: 'object' }, new Error('enough')]) {
      const controller = new AbortController();
      const call = rejection(client('stalled').describeInstanceInformation({}, controller));
      await sleep(20);
      controller.abort(reason);
      holds(Object.is(await call, reason), `not the reason ${String(reason)}`);
    }
  },

  'a signal with a timeout ends the call with its reason': async ({ client }) => {
    const signal = AbortSignal.timeout(100);
    const error = await rejection(client('stalled').describeInstanceInformation({}, { signal }));
    holds(error === signal.reason, `not the reason: ${String(error)}`);
  },

  'a paginator rejects with the reason, too': async ({ client }) => {
    const controller = new AbortController();
    const listing = client('plain').paginate('describeInstanceInformation', {}, controller);
    const reason = new Error('enough');
    const items = [];
    const error = await rejection(async () => {
      for await (const item of listing) {
        items.push(item);
        if (items.length === 3) controller.abort(reason);
      }
    });
    holds(error === reason, `not the reason: ${String(error)}`);
    holds(listing.resumeToken !== undefined, 'there is no token to go on with');
  },

  'an attempt that takes too long is retried': async ({ client }) => {
    equal(await attemptsOfOneStall(client), 2, 'the attempts');
  },

  'a call whose attempts all take too long times out': async ({ patchlens, client }) => {
    const asked = client('stalled', { attemptTimeoutMs: 80 });
    const error = await failure(patchlens, asked.describeInstanceInformation(), 'timeout');
    equal(error.attempts, 3, 'the attempts');
  },

  'a call that takes too long, including its delays, times out': async (world) => {
    const { patchlens, client } = world;
    for (const scenario of ['stalled', 'throttled']) {
      const call = client(scenario).describeInstanceInformation({}, { timeoutMs: 300 });
      const error = await failure(patchlens, call, 'timeout');
      equal(error.attempts, 1, `the attempts, ${scenario}`);
    }
  },
};

/** Waits until the service has noticed whether its only request is given up. */
async function becomes(flags, expected, when) {
  const giveUpAt = Date.now() + 10_000;
  for (;;) {
    const now = JSON.stringify(await flags());
    if (now === JSON.stringify(expected)) return;
    holds(Date.now() < giveUpAt, `whether the requests are given up ${when}: ${now}`);
    await sleep(50);
  }
}

/**
 * The attempts of a call whose first one is not answered. On a busy machine the second can take
 * longer than its time, too: then the call is made again, with more time.
 */
async function attemptsOfOneStall(client) {
  let attempts;
  for (const attemptTimeoutMs of [2000, 8000, 30_000]) {
    const asked = client('stalled-once', { attemptTimeoutMs, maxAttempts: 6 });
    ({ attempts } = (await asked.describeInstanceInformation()).$metadata);
    if (attempts === 2) break;
  }
  return attempts;
}

async function abortedIn({ client }, scenario, ms) {
  const controller = new AbortController();
  const call = rejection(client(scenario).describeInstanceInformation({}, controller));
  await sleep(ms);
  controller.abort();
  const error = await call;
  holds(error === controller.signal.reason, `not the reason: ${String(error)}`);
  holds(error instanceof DOMException, 'not a DOMException');
  equal(error.name, 'AbortError', 'its name');
}
