/** For the slim entries, bundlers treat `patchlens/patchlens.wasm` and `patchlens/fleet.wasm` as assets. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { folder, moduleBytes } from './installed.js';

const require = createRequire(new URL('../runtimes/package.json', import.meta.url));
const WASM = ['patchlens/patchlens.wasm', 'patchlens/fleet.wasm'];
const BY_URL = assets((path) => `new URL('${path}', import.meta.url)`);
const LIMIT = { timeout: 60_000 };

const BUNDLERS = {
  vite: { imported: imports('?url'), bundle: withVite },
  webpack: { imported: BY_URL, bundle: (place) => withWebpack(require('webpack'), place) },
  rspack: { imported: BY_URL, bundle: (place) => withWebpack(require('@rspack/core').rspack, place) },
  esbuild: { imported: imports(''), bundle: withEsbuild },
};

for (const [name, { imported, bundle }] of Object.entries(BUNDLERS)) {
  test(`${name} puts the modules beside the bundle, not into it`, LIMIT, async () => {
    const place = join(folder, name);
    mkdirSync(place);
    const program = `${imported}
      import { load, PatchClient } from 'patchlens/slim';
      import { Fleet, load as loadFleet } from 'patchlens/fleet/slim';
      load(fetch(client)).then(() => console.log(new PatchClient({ region: 'eu-west-1' })));
      loadFleet(fetch(fleet)).then(() => console.log(new Fleet()));`;
    writeFileSync(join(place, 'main.js'), program);
    await bundle(place);
    const files = readdirSync(join(place, 'out'), { recursive: true, withFileTypes: true })
      .filter((it) => it.isFile())
      .map((it) => join(it.parentPath ?? it.path, it.name));
    const modules = files.filter((file) => file.endsWith('.wasm'));
    assert.equal(modules.length, 2, files.join());
    for (const bytes of [moduleBytes(), moduleBytes('fleet_bg.wasm')])
      assert.ok(modules.some((file) => bytes.equals(readFileSync(file))));
    const scripts = files.filter((file) => file.endsWith('.js'));
    const code = scripts.map((file) => readFileSync(file, 'utf8')).join('');
    assert.ok(code.length < 85_000, `${code.length} characters`);
    for (const file of modules)
      assert.ok(code.includes(file.split(/[\\/]/).at(-1)), 'the bundle says where it is');
  });
}

/** Declares `client` and `fleet` as what an expression says of the paths of the modules. */
function assets(expression) {
  const [client, fleet] = WASM.map(expression);
  return `const client = ${client}; const fleet = ${fleet};`;
}

function imports(query) {
  const [client, fleet] = WASM.map((path) => `'${path}${query}'`);
  return `import client from ${client}; import fleet from ${fleet};`;
}

async function withVite(place) {
  const { build } = await import(pathToFileURL(require.resolve('vite')));
  await build({
    root: place,
    configFile: false,
    logLevel: 'error',
    build: { outDir: 'out', rolldownOptions: { input: join(place, 'main.js') } },
  });
}

async function withWebpack(pack, place) {
  const compiler = pack({
    mode: 'production',
    context: place,
    entry: './main.js',
    output: { path: join(place, 'out') },
    // The hints are about large files, as the modules are.
    performance: { hints: false },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  assert.equal(stats.hasErrors() || stats.hasWarnings(), false, stats.toString('errors-warnings'));
}

async function withEsbuild(place) {
  const { build } = require('esbuild');
  await build({
    entryPoints: [join(place, 'main.js')],
    outdir: join(place, 'out'),
    bundle: true,
    minify: true,
    format: 'esm',
    loader: { '.wasm': 'file' },
    logLevel: 'error',
  });
}
