import { equal, failure, holds } from './check.js';

// Timers may fire a little early, and clocks are rounded against fingerprinting.
const TOLERANCE_MS = 20;

export const tests = {
  'a throttled call waits as long as the hint says, and succeeds': async (world) => {
    const { service, client, endpoint, seen } = world;
    const place = endpoint('throttled-twice');
    const asked = client('throttled-twice', { endpoint: place });
    const { $metadata } = await asked.describeInstanceInformation();
    equal($metadata.attempts, 3, 'the attempts');
    holds($metadata.totalRetryDelayMs >= 2 * service.hintMs, 'the delay is too short');
    const times = (await seen(place)).map(({ at }) => at);
    equal(times.length, 3, 'the requests');
    for (const [before, after] of [times.slice(0, 2), times.slice(1)]) {
      const waited = after - before;
      holds(waited >= service.hintMs - TOLERANCE_MS, `waited ${waited} ms only`);
    }
  },

  'a call is retried after a server error': async ({ client }) => {
    const { $metadata } = await client('failed-once').describeInstanceInformation();
    equal($metadata.attempts, 2, 'the attempts');
  },

  'a call gives up after repeated server errors': async ({ patchlens, client, endpoint, seen }) => {
    const place = endpoint('failing');
    const asked = client('failing', { endpoint: place });
    const error = await failure(patchlens, asked.describeInstanceInformation(), 'service');
    equal([error.status, error.awsCode, error.attempts], [500, 'InternalServerError', 3]);
    equal(error.retryable, true, 'retryable');
    equal((await seen(place)).length, 3, 'the requests');
  },

  'each attempt is signed again and has its number': async ({ client }) => {
    const requests = [];
    const own = (request) => {
      requests.push(request);
      return fetch(request);
    };
    await client('failed-once', { fetch: own }).describeInstanceInformation();
    equal(requests.length, 2, 'the requests');
    holds(requests[0] !== requests[1], 'the same request was sent twice');
  },

  'the adaptive mode waits and succeeds, too': async ({ client, service }) => {
    const asked = client('throttled-twice', { retryMode: 'adaptive' });
    const first = await asked.describeInstanceInformation();
    equal(first.$metadata.attempts, 3, 'the attempts');
    holds(first.$metadata.totalRetryDelayMs >= 2 * service.hintMs, 'the delay is too short');
    const second = await asked.describeInstanceInformation();
    equal(second.$metadata.attempts, 1, 'the attempts of the next call');
  },

  'each attempt has an event': async ({ client }) => {
    const events = [];
    const asked = client('failed-once', { onAttempt: (event) => events.push(event) });
    await asked.describeInstanceInformation();
    const told = events.map(({ operation, attempt, status }) => [operation, attempt, status]);
    equal(told, [
      ['DescribeInstanceInformation', 1, 503],
      ['DescribeInstanceInformation', 2, 200],
    ]);
    holds(events[0].retryDelayMs >= 0, 'the delay is not told');
  },

  'a limit of one attempt is respected': async ({ patchlens, client }) => {
    const asked = client('failed-once', { maxAttempts: 1 });
    const error = await failure(patchlens, asked.describeInstanceInformation(), 'service');
    equal([error.attempts, error.status], [1, 503]);
  },
};
