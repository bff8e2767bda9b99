/**
 * The entries for Vercel's edge runtime, in that runtime. They are bundled with webpack, as Next.js does,
 * and with esbuild, as Vercel's own builder does. Both replace `x.wasm?module` by the name of a
 * global, in which the runtime has the compiled module.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { KEYS, REGION, served } from '../js/conversation.js';
import { folder, moduleBytes } from './installed.js';

const require = createRequire(new URL('../runtimes/package.json', import.meta.url));
const { EdgeRuntime } = require('edge-runtime');
const webpack = require('webpack');

const LOADER = fileURLToPath(new URL('edge-wasm-loader.cjs', import.meta.url));
const CONDITIONS = ['edge-light', 'worker', 'browser', 'module', 'import'];
/** The modules of both entries, by the names of their globals. */
const MODULES = new Map(
  [moduleBytes(), moduleBytes('fleet_bg.wasm')].map((bytes) => [
    `wasm_${createHash('sha1').update(bytes).digest('hex')}`,
    bytes,
  ]),
);

const BUNDLERS = { webpack: withWebpack, esbuild: withEsbuild };

let ssm;
// In a folder that resolves the installed copy.
let project;

before(async () => {
  ssm = await served();
  project = mkdtempSync(join(folder, 'edge-'));
  copyFileSync(new URL('edge-program.js', import.meta.url), join(project, 'program.js'));
});

after(() => rmSync(project, { recursive: true, force: true }));

for (const [name, bundle] of Object.entries(BUNDLERS)) {
  test(`bundled with ${name}, the edge runtime lists, signs, scans and reports errors as Node does`, async () => {
    const code = await bundle();
    for (const global of MODULES.keys()) assert.ok(code.includes(global), 'the module is imported');
    assert.ok(code.length < 180_000, 'no module is in the bundle');
    const options = { region: REGION, endpoint: ssm.url, credentials: KEYS };
    const { nodes, states, signed, scanned, refused } = await answer(code, options);
    const { items } = await ssm.client().paginate('describeInstanceInformation').collect();
    const InstanceIds = items.map(({ InstanceId }) => InstanceId);
    const inNode = await ssm.client().describeInstancePatchStates({ InstanceIds });
    assert.deepEqual(nodes, InstanceIds);
    assert.deepEqual(states, JSON.parse(JSON.stringify(inNode.InstancePatchStates)));
    assert.equal(signed, 200);
    assert.equal(scanned.complete, true);
    assert.ok(scanned.nodes >= nodes.length, `${scanned.nodes} nodes`);
    assert.deepEqual(refused, { isOurs: true, code: 'invalid-input' });
  });
}

test('the edge runtime compiles nothing itself', () => {
  const compile = `new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))`;
  assert.throws(() => edge().evaluate(compile), { name: 'CompileError' });
});

/** The output of the program in an edge runtime, through JSON. */
async function answer(code, options) {
  const runtime = edge();
  runtime.evaluate(code);
  const request = { method: 'POST', body: JSON.stringify(options) };
  const response = await runtime.dispatchFetch('https://portal.example.com/', request);
  assert.equal(response.status, 200);
  return JSON.parse(await response.text());
}

function edge() {
  const compiled = [...MODULES].map(([name, bytes]) => [name, new WebAssembly.Module(bytes)]);
  return new EdgeRuntime({
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, Object.fromEntries(compiled)),
  });
}

async function withWebpack() {
  const compiler = webpack({
    mode: 'production',
    target: ['web', 'es2022'],
    context: project,
    entry: './program.js',
    output: { path: project, filename: 'webpack.js' },
    resolve: { conditionNames: CONDITIONS },
    module: {
      rules: [{ test: /\.wasm$/, resourceQuery: /module/, type: 'javascript/auto', loader: LOADER }],
    },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  assert.equal(stats.hasErrors() || stats.hasWarnings(), false, stats.toString('errors-warnings'));
  return readFileSync(join(project, 'webpack.js'), 'utf8');
}

async function withEsbuild() {
  const { outputFiles } = await build({
    entryPoints: [join(project, 'program.js')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    conditions: CONDITIONS,
    plugins: [{ name: 'wasm', setup: setUpWasm }],
  });
  return outputFiles[0].text;
}

function setUpWasm(build) {
  build.onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => {
    return { path: join(resolveDir, path.replace('?module', '')), namespace: 'wasm' };
  });
  build.onLoad({ filter: /./, namespace: 'wasm' }, ({ path }) => {
    const hash = createHash('sha1').update(readFileSync(path)).digest('hex');
    return { contents: `export default wasm_${hash};` };
  });
}
