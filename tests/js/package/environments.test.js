/** Where WebAssembly is missing, forbidden or limited, an error has the reason and advice. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import vm from 'node:vm';
import { PatchlensError } from 'patchlens';
import { FLEET_MODULE, GLOBALS, inRealm, MODULE } from './realm.js';

const OPTIONS = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' },
};
/** The entries with a module of their own, and their first use. */
const ENTRIES = [
  {
    entry: 'index',
    slim: 'slim',
    name: 'patchlens',
    module: MODULE,
    use: ({ PatchClient }) => new PatchClient(OPTIONS),
  },
  {
    entry: 'fleet',
    slim: 'fleet.slim',
    name: 'patchlens/fleet',
    module: FLEET_MODULE,
    use: ({ Fleet }) => new Fleet(),
  },
];
const POLICY =
  "Cannot instantiate WebAssembly: the page's Content-Security-Policy must allow 'wasm-unsafe-eval' in its script-src";
/** The engines' messages if a policy forbids WebAssembly. */
const POLICIES = {
  Chromium: `CompileError: WebAssembly.Module(): Refused to compile or instantiate WebAssembly module because 'unsafe-eval' is not an allowed source of script in the following Content Security Policy directive: "script-src 'self'"`,
  'newer Chromium': `CompileError: WebAssembly.Module(): Compiling or instantiating WebAssembly module violates the following Content Security policy directive because neither 'wasm-eval' nor 'unsafe-eval' is an allowed source of script in the following Content Security Policy directive: "script-src 'self'"`,
  Firefox: 'CompileError: call to WebAssembly.Module() blocked by CSP',
  Safari: `EvalError: Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source of script in the following Content Security Policy directive: "script-src 'self'".`,
};
/** Their messages for other reasons. */
const OTHERS = [
  'CompileError: WebAssembly.Module(): Wasm SIMD unsupported @+1200',
  'CompileError: wasm validation error: at offset 1200: bad type',
  'RangeError: WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance',
];
/** As V8 before Chrome 114 does on a main thread. */
const LIMITED = `
  const text = (name, instead) =>
    'WebAssembly.' + name + ' is disallowed on the main thread, if the buffer size is larger than ' +
    '4KB. Use WebAssembly.' + instead + ', or compile on a worker thread.';
  const { Module } = WebAssembly;
  WebAssembly.Module = function () { throw new RangeError(text('Compile', 'compile')); };
  WebAssembly.Module.prototype = Module.prototype;
  WebAssembly.Module.customSections = Module.customSections;
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function () { throw new RangeError(text('Instance', 'instantiate')); };
  WebAssembly.Instance.prototype = Instance.prototype;`;

for (const given of ENTRIES) {
  const { entry, slim, name, module, use } = given;

  for (const [engine, text] of Object.entries(POLICIES)) {
    test(`${name}: the message of ${engine} about a policy leads to advice on the policy`, () => {
      const { message, cause } = failure(inRealm(entry, { before: throwing(text) }), use);
      assert.equal(message, POLICY);
      assert.equal(`${cause.name}: ${cause.message}`, text);
    });
  }

  for (const text of OTHERS) {
    test(`${name}: "${text}" is reported without advice`, () => {
      const { message } = failure(inRealm(entry, { before: throwing(text) }), use);
      assert.equal(message, `Cannot instantiate WebAssembly: ${text.replace(/^\w+: /, '')}`);
    });
  }

  test(`${name}: without WebAssembly, an error names the environments without it`, () => {
    const realm = inRealm(entry, { before: 'delete globalThis.WebAssembly;' });
    const { message, cause } = failure(realm, use);
    assert.match(message, /^Cannot .*: there is no WebAssembly here: .*Lockdown Mode.*Hermes/);
    assert.equal(cause, undefined);
  });

  test(`${name}: V8 without a compiler has no WebAssembly`, () => {
    const program = `import('${name}').then(${use}).catch((error) =>
      console.log(JSON.stringify({ name: error.name, message: error.message })));`;
    const cwd = new URL('../../..', import.meta.url);
    const code = `const OPTIONS = ${JSON.stringify(OPTIONS)}; ${program}`;
    const output = execFileSync(process.execPath, ['--jitless', '--eval', code], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const error = JSON.parse(output);
    assert.equal(error.name, 'PatchlensError');
    assert.match(error.message, /there is no WebAssembly here/);
  });

  test(`${name}: a runtime that compiles no bytes names the conditions of the other entries`, () => {
    const { message, cause } = failure(inRealm(entry, { allowsCompiling: false }), use);
    assert.match(cause.message, /disallowed by embedder/, 'as in workerd');
    assert.match(message, /: bundle with the condition "workerd" /);
    assert.ok(message.endsWith(` load() of ${name}/slim`), message);
  });

  test(`${name}: a main thread that compiles no more than 4 KB names load()`, () => {
    const { message } = failure(inRealm(entry, { before: LIMITED }), use);
    assert.match(message, /larger than 4KB\. /);
    assert.ok(message.endsWith(` await load() of ${name}/slim`), message);
  });

  for (const lacking of Object.keys(GLOBALS)) {
    test(`${name}: without ${lacking}, an error names it, and the package works once it is defined`, async () => {
      for (const it of [entry, slim]) {
        const patchlens = inRealm(it, { globals: { ...GLOBALS, [lacking]: undefined } });
        const error = await rejection(async () => {
          await patchlens.load?.(module);
          return use(patchlens);
        });
        assert.equal(
          error.message,
          `Cannot instantiate WebAssembly: there is no ${lacking} here: set globalThis.${lacking} first`,
        );
        patchlens.realm[lacking] = GLOBALS[lacking];
        await patchlens.load?.(module);
        assert.ok(use(patchlens));
      }
    });
  }

  test(`${name}: load() accepts values of other realms in an environment without Response`, async () => {
    const other = vm.createContext({ bytes: module });
    const sources = {
      'a compiled module': vm.runInContext('new WebAssembly.Module(bytes)', other),
      bytes: vm.runInContext('Uint8Array.from(bytes)', other),
      'a buffer': vm.runInContext('Uint8Array.from(bytes).buffer', other),
      'a response': response(module),
    };
    for (const [what, source] of Object.entries(sources)) {
      const patchlens = inRealm(slim);
      await patchlens.load(source);
      assert.ok(use(patchlens), what);
    }
  });

  test(`${name}: where bytes cannot be compiled, load() accepts a compiled module, and the error for bytes says so`, async () => {
    const patchlens = inRealm(slim, { allowsCompiling: false });
    const error = await rejection(() => patchlens.load(module));
    assert.match(error.message, /^Cannot load the module: .*disallowed by embedder: .*"workerd"/);
    await patchlens.load(new WebAssembly.Module(module));
    assert.ok(use(patchlens));
  });

  test(`${name}: without WebAssembly, load() rejects as the first use does`, async () => {
    const patchlens = inRealm(slim, { before: 'delete globalThis.WebAssembly;' });
    for (const source of [module, response(module), new WebAssembly.Module(module)]) {
      const error = await rejection(() => patchlens.load(source));
      assert.match(error.message, /there is no WebAssembly here/);
    }
  });
}

test('on a main thread with that limit, load() compiles and instantiates asynchronously', async () => {
  const slim = inRealm('slim', { before: LIMITED });
  await Promise.all([slim.load(MODULE), slim.load(response(MODULE))]);
  await slim.load(MODULE);
  assert.ok(new slim.PatchClient(OPTIONS));
});

test('there, a fleet that is opened is instantiated asynchronously, with load() and without', async () => {
  for (const entry of ['fleet', 'fleet.slim']) {
    const { Fleet, load } = inRealm(entry, { before: LIMITED });
    await load?.(response(FLEET_MODULE));
    const empty = await Fleet.merge([]);
    const opened = await Fleet.open(empty.snapshot());
    assert.equal(opened.nodeCount, 0, entry);
  }
});

/** Makes the realm's engine refuse every module with the text of an error. */
function throwing(text) {
  const [, name, message] = /^(\w+): (.*)$/.exec(text);
  const error = `Object.assign(new Error(${JSON.stringify(message)}), { name: '${name}' })`;
  return `WebAssembly.Module = function () { throw ${error}; };`;
}

/** The error of the first use. */
function failure(patchlens, use) {
  try {
    use(patchlens);
  } catch (error) {
    return checked(error);
  }
  return assert.fail('nothing was thrown');
}

async function rejection(work) {
  return checked(await Promise.resolve().then(work).then(assert.fail, (it) => it));
}

function checked(error) {
  assert.ok(error instanceof PatchlensError, String(error));
  assert.equal(error.code, 'wasm');
  assert.equal(error.retryable, false);
  return error;
}

function response(bytes) {
  return new Response(bytes, { headers: { 'content-type': 'application/wasm' } });
}
