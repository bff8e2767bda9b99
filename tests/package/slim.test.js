/** The entries without a module: `load` accepts the module in every form, once, and rejects other values. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { PatchClient, PatchlensError } from 'patchlens';
import { freshSlim, moduleBytes, OPTIONS, said } from './installed.js';

const TYPE = { 'content-type': 'application/wasm' };
const request = { url: 'https://ssm.eu-central-1.amazonaws.com/' };
const signing = { ...OPTIONS, service: 'ssm' };
const ROLE = { region: 'eu-central-1', roleArn: 'arn:aws:iam::123456789012:role/PatchReader' };
const SCOPE = { id: '123456789012/eu-central-1', client: new PatchClient(OPTIONS) };

/** The slim entries, with what needs their module. */
const ENTRIES = [
  {
    name: 'patchlens/slim',
    whole: 'patchlens',
    file: 'slim.js',
    asset: 'patchlens.wasm',
    module: moduleBytes(),
    use: ({ PatchClient }) => new PatchClient(OPTIONS),
    uses: {
      client: ({ PatchClient }) => new PatchClient(OPTIONS),
      provider: ({ fromWebIdentity }) => fromWebIdentity({ ...ROLE, token: () => 'token' }),
      signature: ({ signRequest }) => signRequest(request, signing),
    },
    withoutModule: ({ patchState }) => assert.equal(patchState('Missing'), 'MISSING'),
  },
  {
    name: 'patchlens/fleet/slim',
    whole: 'patchlens/fleet',
    file: 'fleet.slim.js',
    asset: 'fleet.wasm',
    module: moduleBytes('fleet_bg.wasm'),
    use: ({ Fleet }) => new Fleet(),
    uses: {
      fleet: ({ Fleet }) => new Fleet(),
      snapshot: ({ Fleet }) => Fleet.open(new Uint8Array(8)),
      merge: ({ Fleet }) => Fleet.merge([]),
      filter: ({ parseFilter }) => parseFilter('severity=Critical', 'findings'),
      scan: ({ scanFleet }) => scanFleet(SCOPE),
    },
    withoutModule: ({ localSource, remoteSource }) =>
      assert.ok(localSource({}) && remoteSource('https://fleet.example.com/')),
  },
];

/** What gives the module, by its bytes. */
const SOURCES = {
  'a compiled module': (module) => new WebAssembly.Module(module),
  'an ArrayBuffer': (module) => new Uint8Array(module).buffer,
  'a view of bytes': (module) => module,
  'a response': (module) => response(module),
  'a promise of a response': (module) => Promise.resolve(response(module)),
  'a response with its type in capitals': (module) =>
    response(module, { 'content-type': 'Application/WASM' }),
  'a response of another type': (module) =>
    response(module, { 'content-type': 'application/octet-stream' }),
  'a response with parameters to its type': (module) =>
    response(module, { 'content-type': 'application/wasm; charset=utf-8' }),
  'a response without a type': (module) => response(module, {}),
  'an object that looks like a response': (module) => ({
    ok: true,
    arrayBuffer: async () => new Uint8Array(module).buffer,
  }),
};

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
    (module) => module.subarray(0, 20_000),
    /Cannot load the module: /,
    { retryable: false, cause: /./ },
  ],
  'a response that was read already': [
    async (module) => {
      const read = response(module);
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
    /it is not (patchlens|fleet)\.wasm/,
    { retryable: false },
  ],
  'the module of another build': [
    (module) => ofAnotherBuild(module),
    /it is of build "[^"]+", but patchlens\/(fleet\/)?slim of "[0-9a-f]{8}"/,
    { retryable: false },
  ],
};

for (const { name, whole, file, asset, module, use, uses, withoutModule } of ENTRIES) {
  for (const [what, source] of Object.entries(SOURCES)) {
    test(`${name}: ${what} loads`, async () => {
      const slim = await freshSlim(file);
      assert.equal(await slim.load(source(module)), undefined);
      assert.ok(use(slim));
    });
  }

  for (const [what, [source, says, { retryable, cause }]] of Object.entries(WRONG)) {
    test(`${name}: ${what} is an error of code wasm, and the right module loads afterwards`, async () => {
      const slim = await freshSlim(file);
      const error = await slim.load(source(module)).then(assert.fail, (it) => it);
      assert.ok(error instanceof PatchlensError);
      assert.equal(error.code, 'wasm');
      assert.match(error.message, says);
      assert.equal(error.retryable, retryable);
      if (cause) assert.match(error.cause.message, new RegExp(cause));
      else assert.equal(error.cause, undefined);
      assert.throws(() => use(slim), { code: 'wasm', message: /await load/ });
      await slim.load(response(module));
      assert.ok(use(slim));
    });
  }

  test(`${name}: before the module is loaded, everything that needs it fails with the same error`, async () => {
    const slim = await freshSlim(file);
    const isEarly = (error) => {
      assert.ok(error instanceof PatchlensError);
      assert.equal(error.code, 'wasm');
      assert.equal(error.message, `${name} has no module yet: await load(…) first`);
      return true;
    };
    const fail = async () => {
      for (const [what, early] of Object.entries(uses))
        await assert.rejects(async () => early(slim), isEarly, what);
    };
    await fail();
    let answer;
    const loading = slim.load(new Promise((resolve) => (answer = resolve)));
    await fail();
    withoutModule(slim);
    answer(response(module));
    await loading;
    assert.ok(use(slim));
  });

  test(`${name}: a second load changes nothing and does not fail`, async () => {
    const slim = await freshSlim(file);
    await slim.load(response(module));
    const used = use(slim);
    assert.equal(await slim.load(module), undefined);
    assert.equal(await slim.load(Promise.reject(new Error('offline by now'))), undefined);
    assert.equal(await slim.load('nonsense'), undefined);
    assert.ok(use(slim) instanceof used.constructor);
  });

  test(`${name}: a failed load does not affect a simultaneous one`, async () => {
    const slim = await freshSlim(file);
    const [failed, done] = await Promise.allSettled([
      slim.load(Promise.reject(new Error('offline'))),
      slim.load(response(module)),
    ]);
    assert.equal(failed.status, 'rejected');
    assert.equal(done.status, 'fulfilled');
    assert.ok(use(slim));
  });

  test(`${name}: over HTTP the module is streamed if its type is application/wasm, else compiled from bytes`, async (t) => {
    const server = createServer(({ url }, answer) => {
      answer.setHeader('content-type', url === '/typed' ? 'application/wasm' : 'text/plain');
      answer.end(module);
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
      const slim = await freshSlim(file);
      await slim.load(fetch(`http://127.0.0.1:${server.address().port}/${path}`));
      assert.ok(use(slim));
      assert.equal(streamed, expected, path);
    }
  });

  test(`${name}: without compileStreaming, the module is compiled from bytes`, async (t) => {
    const { compileStreaming } = WebAssembly;
    t.after(() => (WebAssembly.compileStreaming = compileStreaming));
    WebAssembly.compileStreaming = undefined;
    const slim = await freshSlim(file);
    await slim.load(response(module));
    assert.ok(use(slim));
  });

  for (const type of ['module', 'commonjs']) {
    test(`${name}: an installed copy loads its own ${asset}, as ${type}`, async () => {
      const slim = type === 'module' ? `await import('${name}')` : `require('${name}')`;
      const path =
        type === 'module'
          ? `new URL(import.meta.resolve('patchlens/${asset}'))`
          : `require.resolve('patchlens/${asset}')`;
      const states = await said(
        type,
        `(async () => {
          const { readFileSync } = await import('node:fs');
          const slim = ${slim};
          const all = ${type === 'module' ? `await import('patchlens')` : `require('patchlens')`};
          const OPTIONS = ${JSON.stringify(OPTIONS)};
          const use = ${use};
          const attempt = () => {
            try {
              return !!use(slim);
            } catch (error) {
              return error instanceof all.PatchlensError && error.code;
            }
          };
          const early = attempt();
          await slim.load(readFileSync(${path}));
          say([early, attempt()]);
        })()`,
      );
      assert.deepEqual(states, ['wasm', true]);
    });
  }

  test(`${name} does not contain the module`, async () => {
    const slim = await freshSlim(file);
    const all = await import(whole);
    assert.deepEqual(Object.keys(slim).sort(), [...Object.keys(all), 'load'].sort());
    const sizes = await said(
      'module',
      `const { statSync } = await import('node:fs');
      const size = (it) => statSync(new URL(import.meta.resolve(it))).size;
      say([size('${name}'), size('${whole}'), size('patchlens/${asset}')]);`,
    );
    assert.ok(sizes[0] < sizes[1] - sizes[2], `${sizes}`);
  });
}

test('the loaded module signs', async () => {
  const { load, signRequest } = await freshSlim();
  await load(response(moduleBytes()));
  const { headers } = await signRequest(request, signing);
  assert.match(headers.authorization, /^AWS4-HMAC-SHA256 /);
});

test('simultaneous loads of patchlens/slim instantiate one module', async () => {
  const { load, PatchClient } = await freshSlim();
  const counted = await instancesOf(async () => {
    const sources = [response(moduleBytes()), moduleBytes(), Promise.resolve(response(moduleBytes()))];
    await Promise.all(sources.map(load));
    assert.ok(new PatchClient(OPTIONS));
  });
  assert.equal(counted, 1);
});

test('loads of patchlens/fleet/slim instantiate nothing, each fleet its own', async () => {
  const { load, Fleet } = await freshSlim('fleet.slim.js');
  const module = moduleBytes('fleet_bg.wasm');
  assert.equal(await instancesOf(() => Promise.all([response(module), module].map(load))), 0);
  assert.equal(await instancesOf(async () => [new Fleet(), await Fleet.merge([])]), 2);
});

test('neither slim entry takes the module of the other', async () => {
  for (const [{ file, asset }, { module }] of [ENTRIES, ENTRIES.toReversed()]) {
    const { load } = await freshSlim(file);
    const { code, message } = await load(module).then(assert.fail, (it) => it);
    assert.equal(code, 'wasm');
    assert.ok(message.includes(asset), message);
  }
});

/** How many instances of WebAssembly the work makes synchronously. */
async function instancesOf(work) {
  const { Instance } = WebAssembly;
  let count = 0;
  WebAssembly.Instance = function (...args) {
    count += 1;
    return new Instance(...args);
  };
  try {
    await work();
  } finally {
    WebAssembly.Instance = Instance;
  }
  return count;
}

function response(module, headers = TYPE) {
  return new Response(module, { headers });
}

function ofAnotherBuild(module) {
  const bytes = Uint8Array.from(module);
  bytes[bytes.length - 1] ^= 1; // The id stands at the end.
  return bytes;
}
