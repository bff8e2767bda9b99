/** Where WebAssembly is missing, forbidden or limited, an error has the reason and advice. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import vm from 'node:vm';
import { GLOBALS, inRealm, MODULE } from './realm.js';

const OPTIONS = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' },
};
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

for (const [engine, text] of Object.entries(POLICIES)) {
  test(`the message of ${engine} about a policy leads to advice on the policy`, () => {
    const { message, cause } = failure(inRealm('index', { before: throwing(text) }));
    assert.equal(message, POLICY);
    assert.equal(`${cause.name}: ${cause.message}`, text);
  });
}

for (const text of OTHERS) {
  test(`"${text}" is reported without advice`, () => {
    const { message } = failure(inRealm('index', { before: throwing(text) }));
    assert.equal(message, `Cannot instantiate WebAssembly: ${text.replace(/^\w+: /, '')}`);
  });
}

test('without WebAssembly, an error names the environments without it', () => {
  const { message, cause } = failure(inRealm('index', { before: 'delete globalThis.WebAssembly;' }));
  assert.match(message, /^Cannot .*: there is no WebAssembly here: .*Lockdown Mode.*Hermes/);
  assert.equal(cause, undefined);
});

test('V8 without a compiler has no WebAssembly', () => {
  const program = `import('patchlens').then(({ PatchClient }) => new PatchClient({})).catch((error) =>
    console.log(JSON.stringify({ name: error.name, message: error.message })));`;
  const cwd = new URL('../../..', import.meta.url);
  const output = execFileSync(process.execPath, ['--jitless', '--eval', program], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { name, message } = JSON.parse(output);
  assert.equal(name, 'PatchlensError');
  assert.match(message, /there is no WebAssembly here/);
});

test('a runtime that compiles no bytes names the conditions of the other entries', () => {
  const { message, cause } = failure(inRealm('index', { allowsCompiling: false }));
  assert.match(cause.message, /disallowed by embedder/, 'as in workerd');
  assert.match(message, /: bundle with the condition "workerd" .* load\(\) of patchlens\/slim$/);
});

test('a main thread that compiles no more than 4 KB names load()', () => {
  const { message } = failure(inRealm('index', { before: LIMITED }));
  assert.match(message, /larger than 4KB\. .* await load\(\) of patchlens\/slim$/);
});

test('on such a thread, load() compiles and instantiates asynchronously', async () => {
  const slim = inRealm('slim', { before: LIMITED });
  await Promise.all([slim.load(MODULE), slim.load(response())]);
  await slim.load(MODULE);
  assert.ok(new slim.PatchClient(OPTIONS));
});

for (const name of Object.keys(GLOBALS)) {
  test(`without ${name}, an error names it, and the package works once it is defined`, async () => {
    for (const entry of ['index', 'slim']) {
      const patchlens = inRealm(entry, { globals: { ...GLOBALS, [name]: undefined } });
      const error = await rejection(patchlens, async () => {
        await patchlens.load?.(MODULE);
        return new patchlens.PatchClient(OPTIONS);
      });
      assert.equal(
        error.message,
        `Cannot instantiate WebAssembly: there is no ${name} here: set globalThis.${name} first`,
      );
      patchlens.realm[name] = GLOBALS[name];
      await patchlens.load?.(MODULE);
      assert.ok(new patchlens.PatchClient(OPTIONS));
    }
  });
}

test('load() accepts values of other realms in an environment without Response', async () => {
  const other = vm.createContext({ bytes: MODULE });
  const sources = {
    'a compiled module': vm.runInContext('new WebAssembly.Module(bytes)', other),
    bytes: vm.runInContext('Uint8Array.from(bytes)', other),
    'a buffer': vm.runInContext('Uint8Array.from(bytes).buffer', other),
    'a response': response(),
  };
  for (const [name, source] of Object.entries(sources)) {
    const { load, PatchClient } = inRealm('slim');
    await load(source);
    assert.ok(new PatchClient(OPTIONS), name);
  }
});

test('where bytes cannot be compiled, load() accepts a compiled module, and the error for bytes says so', async () => {
  const slim = inRealm('slim', { allowsCompiling: false });
  const error = await rejection(slim, () => slim.load(MODULE));
  assert.match(error.message, /^Cannot load the module: .*disallowed by embedder: .*"workerd"/);
  await slim.load(new WebAssembly.Module(MODULE));
  assert.ok(new slim.PatchClient(OPTIONS));
});

test('without WebAssembly, load() rejects as the first client does', async () => {
  const slim = inRealm('slim', { before: 'delete globalThis.WebAssembly;' });
  for (const source of [MODULE, response(), new WebAssembly.Module(MODULE)]) {
    const error = await rejection(slim, () => slim.load(source));
    assert.match(error.message, /there is no WebAssembly here/);
  }
});

/** Makes the realm's engine refuse every module with the text of an error. */
function throwing(text) {
  const [, name, message] = /^(\w+): (.*)$/.exec(text);
  const error = `Object.assign(new Error(${JSON.stringify(message)}), { name: '${name}' })`;
  return `WebAssembly.Module = function () { throw ${error}; };`;
}

/** The error of the first client. */
function failure(patchlens) {
  try {
    new patchlens.PatchClient(OPTIONS);
  } catch (error) {
    return checked(patchlens, error);
  }
  return assert.fail('nothing was thrown');
}

async function rejection(patchlens, work) {
  return checked(patchlens, await Promise.resolve().then(work).then(assert.fail, (it) => it));
}

function checked({ PatchlensError }, error) {
  assert.ok(error instanceof PatchlensError, String(error));
  assert.equal(error.code, 'wasm');
  assert.equal(error.retryable, false);
  return error;
}

function response() {
  return new Response(MODULE, { headers: { 'content-type': 'application/wasm' } });
}
