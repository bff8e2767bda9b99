/** A call settles for any `fetch`: with an error of the package, or the signal's reason. */
import { equal, failure, holds, rejection, sleep } from './check.js';

const NODE_ID = 'i-0123456789abcdef0';
const never = new Promise(() => {});

/** Attempts without a response. */
const LOSSES = {
  'throws synchronously': () => {
    throw new TypeError('nope');
  },
  'throws a text': () => {
    throw 'a text';
  },
  'throws nothing': () => {
    throw undefined;
  },
  'rejects with an error': () => Promise.reject(new Error('Load failed')),
  'rejects with a text': () => Promise.reject('a text'),
  'rejects with nothing': () => Promise.reject(),
  'rejects with an object that has no prototype': () => Promise.reject(Object.create(null)),
  'answers with a plain object': () => ({ ok: true }),
  'answers with nothing': () => undefined,
  'answers with a text': () => Promise.resolve('{}'),
  'answers with a body that was read before': async () => {
    const response = new Response('{}');
    await response.text();
    return response;
  },
  'answers with a body that breaks off': () =>
    new Response(new ReadableStream({ start: (stream) => stream.error(new Error('cut')) })),
  'answers with a body that rejects': () => like({ text: () => Promise.reject('no') }),
  'answers with an invalid status': () => like({ status: NaN }),
};

/** Attempts that never end. */
const STALLS = {
  'never answers': () => never,
  'answers with a thenable that never does': () => ({ then() {} }),
  'answers with a body that never ends': () => like({ text: () => never }),
};

const LINES = ['a\nb', 'a\r\nx-injected: 1', 'a\rb', 'a\0b'];

export const tests = {
  ...each(LOSSES, 'is a network error', async ({ patchlens, client }, fetch) => {
    const asked = client('plain', { fetch, maxAttempts: 2 });
    const error = await failure(patchlens, patchesOf(asked), 'network');
    equal(error.attempts, 2, 'the attempts');
  }),

  ...each(STALLS, 'runs into the time-out', async ({ patchlens, client }, fetch) => {
    const asked = client('plain', { fetch, attemptTimeoutMs: 30, maxAttempts: 2 });
    await failure(patchlens, patchesOf(asked), 'timeout');
  }),

  ...each(STALLS, 'can be aborted', async ({ client }, fetch) => {
    const controller = new AbortController();
    const call = rejection(patchesOf(client('plain', { fetch }), controller));
    await sleep(10);
    controller.abort();
    holds((await call) === controller.signal.reason, 'not the reason itself');
  }),

  'a response after the end of its call is ignored': async ({ client }) => {
    for (const settle of [
      (resolve) => resolve(Response.json({})),
      (resolve) => resolve({ not: 'a response' }),
      (_, reject) => reject(new Error('too late')),
      (_, reject) => reject('too late'),
    ]) {
      let late;
      const fetch = () => new Promise((...args) => (late = args));
      const controller = new AbortController();
      const call = rejection(patchesOf(client('plain', { fetch }), controller));
      while (late === undefined) await sleep(5);
      controller.abort();
      holds((await call) === controller.signal.reason, 'not the reason itself');
      settle(...late);
      await sleep(5);
    }
  },

  'a fetch that aborts the call itself ends it with the reason': async ({ client }) => {
    const controller = new AbortController();
    const fetch = () => {
      controller.abort('enough');
      return never;
    };
    equal(await rejection(patchesOf(client('plain', { fetch }), controller)), 'enough');
  },

  'the same holds for a global fetch': async ({ patchlens, client }) => {
    const { fetch: original } = globalThis;
    try {
      for (const hostile of [LOSSES['throws synchronously'], LOSSES['rejects with a text']]) {
        globalThis.fetch = hostile;
        await failure(patchlens, patchesOf(client('plain', { maxAttempts: 1 })), 'network');
      }
    } finally {
      globalThis.fetch = original;
    }
  },

  'a client stays usable after errors of its fetch': async ({ client, service }) => {
    const answers = [...Object.values(LOSSES), (request) => fetch(request)];
    const asked = client('plain', { fetch: (request) => answers.shift()(request), maxAttempts: 1 });
    for (let call = answers.length; call > 1; call -= 1) await rejection(patchesOf(asked));
    const { Patches } = await asked.describeInstancePatches({ InstanceId: service.nodeId });
    holds(Patches.length > 0, 'no patches');
  },

  'a header value with a line break is an error': async ({ patchlens, service }) => {
    const options = { credentials: service.keys, region: service.region, service: 'ssm' };
    for (const value of LINES) {
      const request = { url: 'https://example.com/', headers: { 'x-name': value } };
      const signing = patchlens.signRequest(request, options);
      const error = await failure(patchlens, signing, 'invalid-input');
      holds(error.message.includes('x-name'), error.message);
    }
  },

  'a key or token with a line break is an error': async ({ patchlens, client, service }) => {
    for (const value of LINES) {
      for (const member of ['accessKeyId', 'sessionToken']) {
        const keys = { ...service.keys, [member]: value };
        const asked = client('plain', { credentials: async () => keys });
        await failure(patchlens, asked.describeInstanceInformation(), 'credentials');
      }
    }
  },
};

function each(ways, outcome, check) {
  return Object.fromEntries(
    Object.entries(ways).map(([what, fetch]) => [
      `a fetch that ${what} ${outcome}`,
      (world) => check(world, fetch),
    ]),
  );
}

function like(members) {
  return { status: 200, headers: new Headers(), text: async () => '{}', ...members };
}

function patchesOf(client, options) {
  return client.describeInstancePatches({ InstanceId: NODE_ID }, options);
}
