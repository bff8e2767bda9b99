/** How requests are made in runtimes that lack a part of the Fetch API. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf, failure, scripted } from '../conversation.js';

const call = (fetch, options) => clientOf(fetch, options).describeInstanceInformation();

/** A `Request` that refuses members of its init, as workerd did in 2024. */
function refusing(...members) {
  return class extends Request {
    constructor(input, init = {}) {
      for (const member of members) {
        if (member in init) throw new TypeError(`The '${member}' field is not implemented.`);
      }
      super(input, init);
    }
  };
}

for (const members of [['cache'], ['credentials'], ['cache', 'credentials']]) {
  test(`a runtime whose Request refuses ${members.join(' and ')} works without`, async (t) => {
    const original = globalThis.Request;
    globalThis.Request = refusing(...members);
    t.after(() => (globalThis.Request = original));
    const fetch = scripted({});
    await call(fetch);
    const [request] = fetch.requests;
    assert.equal(request.method, 'POST');
    assert.equal(request.redirect, 'manual');
    assert.equal(request.cache, 'default', 'no-store makes Chromium forget the preflight');
    assert.equal(request.credentials, members.includes('credentials') ? 'same-origin' : 'omit');
  });
}

test('the global fetch gets the parts of the same request', async (t) => {
  const asked = [];
  t.mock.method(globalThis, 'fetch', async (...args) => {
    asked.push(args);
    return new Response('{}');
  });
  await call(undefined);
  const [[url, init]] = asked;
  const request = new Request(url, init);
  assert.match(request.url, /^https:\/\/ssm\./);
  const { method, redirect, cache, credentials } = request;
  assert.deepEqual([method, redirect, cache, credentials], ['POST', 'manual', 'default', 'omit']);
  assert.match(request.headers.get('authorization'), /^AWS4-HMAC-SHA256 /);
  assert.equal(await request.text(), '{}');
});

test('a runtime without Request is named in the error, and nothing is sent', async (t) => {
  const original = globalThis.Request;
  delete globalThis.Request;
  t.after(() => (globalThis.Request = original));
  const fetch = scripted({});
  const error = await failure(call(fetch));
  assert.deepEqual([error.code, error.retryable], ['network', false]);
  assert.match(error.message, /this runtime has no Request/);
  assert.equal(fetch.requests.length, 0);
});

test('a request that the runtime rejects is an error without its headers, in the event as well', async (t) => {
  const real = globalThis.Request;
  t.after(() => (globalThis.Request = real));
  const rejected = new TypeError('unsupported init');
  globalThis.Request = class {
    constructor() {
      throw rejected;
    }
  };
  const events = [];
  const client = clientOf(scripted({}), { onAttempt: (event) => events.push(event) });
  const error = await failure(client.describeInstanceInformation());
  assert.deepEqual([error.code, error.cause], ['network', rejected]);
  assert.ok(!error.message.includes('unsupported'));
  assert.deepEqual(events.map(({ errorCode }) => errorCode), ['network']);
});
