/**
 * Nitro (Nuxt) bundles Workers with rollup and unwasm, and resolves packages with the conditions below
 * if `experimental.wasm` is set. An import of `x.wasm` gives it the exports of an instance, one of
 * `x.wasm?module` the module. Tried with nitropack 2.13.6 and nitro 3.0.0 as well: presets
 * cloudflare-module and cloudflare-pages, built and answered in workerd; preset node-server.
 */
import assert from 'node:assert/strict';
import { copyFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Miniflare } from 'miniflare';
import { must } from '../../scripts/process.mjs';
import { KEYS, REGION, served } from '../js/conversation.js';
import { folder } from './installed.js';

const PROGRAM = fileURLToPath(new URL('../js/workerd/worker.js', import.meta.url));
const WORKER = ['wintercg', 'worker', 'web', 'browser', 'workerd', 'edge-light', 'netlify', 'deno'];
const WASM = ['wasm', 'unwasm'];
const LIMIT = { timeout: 60_000 };

const require = createRequire(new URL('../runtimes/package.json', import.meta.url));
let ssm;
let miniflare;

before(async () => {
  ssm = await served();
  const out = join(folder, 'nitro');
  await bundle(out);
  miniflare = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    // Otherwise Miniflare asks Cloudflare for the location of this machine.
    cf: false,
    modules: true,
    modulesRoot: out,
    scriptPath: join(out, 'worker.js'),
    modulesRules: [{ type: 'CompiledWasm', include: ['**/*.wasm'] }],
    compatibilityDate: '2026-04-01',
    bindings: { OPTIONS: { region: REGION, endpoint: ssm.url, credentials: KEYS } },
  });
  await miniflare.ready;
}, LIMIT);

after(() => miniflare?.dispose());

test('a Worker that Nitro bundles calls the service', LIMIT, async () => {
  const { items } = await ssm.client().paginate('describeInstanceInformation').collect();
  const input = items.map(({ InstanceId }) => InstanceId);
  const { InstancePatchStates } = await answer({ call: 'states', input });
  assert.ok(InstancePatchStates.length > 20);
});

test('it scans a fleet', LIMIT, async () => {
  const { nodeCount, complete } = await answer({ call: 'scanned', input: '123456789012/us-east-1' });
  assert.ok(nodeCount > 20);
  assert.equal(complete, true);
});

test('the modules are files beside the bundle', () => {
  const modules = readdirSync(join(folder, 'nitro/wasm')).sort();
  assert.equal(modules.length, 2);
  assert.match(modules[0], /^fleet_bg-.+\.wasm$/);
  assert.match(modules[1], /^patchlens_bg-.+\.wasm$/);
});

/** The Worker's answer to a question. */
async function answer(question) {
  const body = JSON.stringify(question);
  const response = await miniflare.dispatchFetch('http://worker/', { method: 'POST', body });
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text);
}

test('on Node, Nitro gets the entries that Node itself resolves', async () => {
  const program = "console.log(['patchlens', 'patchlens/fleet'].map((it) => import.meta.resolve(it)).join(' '))";
  const args = ['--input-type=module', '--eval', program];
  const conditions = WASM.map((name) => `--conditions=${name}`);
  const urls = await must(process.execPath, [...conditions, ...args], { cwd: folder, output: 'keep' });
  assert.match(urls, /\/dist\/index\.js .*\/dist\/fleet\.js\s*$/);
});

async function bundle(out) {
  copyFileSync(PROGRAM, join(folder, 'worker.js'));
  const [{ rollup }, { nodeResolve }, { unwasm }] = await Promise.all(
    ['rollup', '@rollup/plugin-node-resolve', 'unwasm/plugin'].map(imported),
  );
  const exportConditions = ['production', ...WORKER, ...WASM, 'import', 'default'];
  const plugins = [unwasm({ esmImport: true, lazy: false }), nodeResolve({ exportConditions })];
  const build = await rollup({ input: join(folder, 'worker.js'), plugins });
  await build.write({ dir: out, format: 'esm' });
  await build.close();
}

function imported(name) {
  return import(pathToFileURL(require.resolve(name)));
}
