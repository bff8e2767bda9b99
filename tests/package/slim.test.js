/** The entry without the module: `load` accepts the module in every form, once, and rejects other values. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { freshSlim, moduleBytes, OPTIONS, said } from './installed.js';

const TYPE = { 'content-type': 'application/wasm' };
const request = { url: 'https://ssm.eu-central-1.amazonaws.com/' };
const signing = { ...OPTIONS, service: 'ssm' };

const SOURCES = {
  'a compiled module': () => new WebAssembly.Module(moduleBytes()),
  'an ArrayBuffer': () => new Uint8Array(moduleBytes()).buffer,
  'a view of bytes': () => moduleBytes(),
  'a response': () => response(),
  'a promise of a response': () => Promise.resolve(response()),
  'a response with its type in capitals': () => response({ 'content-type': 'Application/WASM' }),
  'a response of another type': () => response({ 'content-type': 'application/octet-stream' }),
  'a response with parameters to its type': () =>
    response({ 'content-type': 'application/wasm; charset=utf-8' }),
  'a response without a type': () => response({}),
  'an object that looks like a response': () => ({
    ok: true,
    arrayBuffer: async () => new Uint8Array(moduleBytes()).buffer,
  }),
};

for (const [name, source] of Object.entries(SOURCES)) {
  test(`${name} loads`, async () => {
    const { load, signRequest } = await freshSlim();
    assert.equal(await load(source()), undefined);
    const { headers } = await signRequest(request, signing);
    assert.match(headers.authorization, /^AWS4-HMAC-SHA256 /);
  });
}

/** A body whose connection breaks after the first bytes of a module. */
function brokenStream() {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
      controller.error(new TypeError('terminated'));
    },
  });
}

const WRONG = {
  'a response that failed for good': [
    () => new Response('not here', { status: 404 }),
    /HTTP 404 from its source/,
    { retryable: false },
  ],
  'a response that failed for now': [
    () => new Response('', { status: 503 }),
    /HTTP 503 from its source/,
    { retryable: true },
  ],
  'a fetch that fails': [
    () => Promise.reject(new TypeError('fetch failed')),
    /its source failed/,
    { retryable: true, cause: 'fetch failed' },
  ],
  'a connection that breaks': [
    () => new Response(brokenStream(), { headers: TYPE }),
    /Cannot load the module: /,
    { retryable: true, cause: /./ },
  ],
  'a page instead of the module': [
    () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
    /Cannot load the module: /,
    { retryable: false, cause: /magic/ },
  ],
  'a page with the type of a module': [
    () => new Response('<!doctype html>', { headers: TYPE }),
    /Cannot load the module: /,
    { retryable: false, cause: /magic/ },
  ],
  'half a module': [
    () => moduleBytes().subarray(0, 20_000),
    /Cannot load the module: /,
    { retryable: false, cause: /./ },
  ],
  'a response that was read already': [
    async () => {
      const read = response();
      await read.text();
      return read;
    },
    /Cannot load the module: /,
    { retryable: false, cause: /./ },
  ],
  'a URL instead of a response': [
    () => '/assets/patchlens.wasm',
    /Cannot load the module: /,
    { retryable: false, cause: /./ },
  ],
  nothing: [() => undefined, /Cannot load the module: /, { retryable: false, cause: /./ }],
  'the module of another package': [
    () => Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0),
    /it is not patchlens\.wasm/,
    { retryable: false },
  ],
  'the module of another build': [
    () => ofAnotherBuild(),
    /it is of build "[^"]+", but patchlens\/slim of "[0-9a-f]{8}"/,
    { retryable: false },
  ],
};

for (const [name, [source, says, { retryable, cause }]] of Object.entries(WRONG)) {
  test(`${name} is an error of code wasm, and the right module loads afterwards`, async () => {
    const { load, PatchClient, PatchlensError } = await freshSlim();
    const error = await load(source()).then(assert.fail, (it) => it);
    assert.ok(error instanceof PatchlensError);
    assert.equal(error.code, 'wasm');
    assert.match(error.message, says);
    assert.equal(error.retryable, retryable);
    if (cause) assert.match(error.cause.message, new RegExp(cause));
    else assert.equal(error.cause, undefined);
    assert.throws(() => new PatchClient(OPTIONS), { code: 'wasm', message: /await load/ });
    await load(response());
    assert.ok(new PatchClient(OPTIONS));
  });
}

test('before the module is loaded, everything that needs it fails with the same error', async () => {
  const { fromWebIdentity, load, PatchClient, PatchlensError, patchState, signRequest } =
    await freshSlim();
  const isEarly = (error) => {
    assert.ok(error instanceof PatchlensError);
    assert.equal(error.code, 'wasm');
    assert.equal(error.message, 'patchlens/slim has no module yet: await load(…) first');
    return true;
  };
  const role = { region: 'eu-central-1', roleArn: 'arn:aws:iam::123456789012:role/PatchReader' };
  const uses = () => {
    assert.throws(() => new PatchClient(OPTIONS), isEarly);
    assert.throws(() => fromWebIdentity({ ...role, token: () => 'token' }), isEarly);
    return assert.rejects(signRequest(request, signing), isEarly);
  };
  await uses();
  let answer;
  const loading = load(new Promise((resolve) => (answer = resolve)));
  await uses();
  assert.equal(patchState('Missing'), 'MISSING', 'which needs none');
  answer(response());
  await loading;
  assert.ok(new PatchClient(OPTIONS));
});

test('a second load changes nothing and does not fail', async () => {
  const { load, PatchClient } = await freshSlim();
  await load(response());
  const client = new PatchClient(OPTIONS);
  assert.equal(await load(moduleBytes()), undefined);
  assert.equal(await load(Promise.reject(new Error('offline by now'))), undefined);
  assert.equal(await load('nonsense'), undefined);
  assert.ok(new PatchClient(OPTIONS) instanceof client.constructor);
});

test('simultaneous loads instantiate one module', async () => {
  const { load, PatchClient } = await freshSlim();
  const { Instance } = WebAssembly;
  let count = 0;
  WebAssembly.Instance = function (...args) {
    count += 1;
    return new Instance(...args);
  };
  try {
    await Promise.all([load(response()), load(moduleBytes()), load(Promise.resolve(response()))]);
    assert.ok(new PatchClient(OPTIONS));
  } finally {
    WebAssembly.Instance = Instance;
  }
  assert.equal(count, 1);
});

test('a failed load does not affect a simultaneous one', async () => {
  const { load, PatchClient } = await freshSlim();
  const [failed, done] = await Promise.allSettled([
    load(Promise.reject(new Error('offline'))),
    load(response()),
  ]);
  assert.equal(failed.status, 'rejected');
  assert.equal(done.status, 'fulfilled');
  assert.ok(new PatchClient(OPTIONS));
});

test('over HTTP the module is streamed if its type is application/wasm, else compiled from bytes', async (t) => {
  const server = createServer(({ url }, answer) => {
    answer.setHeader('content-type', url === '/typed' ? 'application/wasm' : 'text/plain');
    answer.end(moduleBytes());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { compileStreaming } = WebAssembly;
  t.after(() => (WebAssembly.compileStreaming = compileStreaming));
  let streamed = 0;
  WebAssembly.compileStreaming = (source) => {
    streamed += 1;
    return compileStreaming(source);
  };
  for (const [path, expected] of Object.entries({ typed: 1, untyped: 1 })) {
    const { load, PatchClient } = await freshSlim();
    await load(fetch(`http://127.0.0.1:${server.address().port}/${path}`));
    assert.ok(new PatchClient(OPTIONS));
    assert.equal(streamed, expected, path);
  }
});

test('without compileStreaming, the module is compiled from bytes', async (t) => {
  const { compileStreaming } = WebAssembly;
  t.after(() => (WebAssembly.compileStreaming = compileStreaming));
  WebAssembly.compileStreaming = undefined;
  const { load, PatchClient } = await freshSlim();
  await load(response());
  assert.ok(new PatchClient(OPTIONS));
});

for (const type of ['module', 'commonjs']) {
  test(`an installed copy loads its own patchlens.wasm, as ${type}`, async () => {
    const slim = type === 'module' ? `await import('patchlens/slim')` : `require('patchlens/slim')`;
    const path =
      type === 'module'
        ? `new URL(import.meta.resolve('patchlens/patchlens.wasm'))`
        : `require.resolve('patchlens/patchlens.wasm')`;
    const states = await said(
      type,
      `(async () => {
        const { readFileSync } = await import('node:fs');
        const { load, PatchClient } = ${slim};
        const all = ${type === 'module' ? `await import('patchlens')` : `require('patchlens')`};
        const attempt = () => {
          try {
            return !!new PatchClient(${JSON.stringify(OPTIONS)});
          } catch (error) {
            return error instanceof all.PatchlensError && error.code;
          }
        };
        const early = attempt();
        await load(readFileSync(${path}));
        say([early, attempt()]);
      })()`,
    );
    assert.deepEqual(states, ['wasm', true]);
  });
}

test('the entry does not contain the module', async () => {
  const slim = await freshSlim();
  const all = await import('patchlens');
  assert.deepEqual(Object.keys(slim).sort(), [...Object.keys(all), 'load'].sort());
  const sizes = await said(
    'module',
    `const { statSync } = await import('node:fs');
    const size = (it) => statSync(new URL(import.meta.resolve(it))).size;
    say([size('patchlens/slim'), size('patchlens'), size('patchlens/patchlens.wasm')]);`,
  );
  assert.ok(sizes[0] < sizes[1] - sizes[2], `${sizes}`);
});

function response(headers = TYPE) {
  return new Response(moduleBytes(), { headers });
}

function ofAnotherBuild() {
  const bytes = Uint8Array.from(moduleBytes());
  bytes[bytes.length - 1] ^= 1; // The id stands at the end.
  return bytes;
}
