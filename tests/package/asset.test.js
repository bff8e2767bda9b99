/** For `patchlens/slim`, bundlers treat `patchlens/patchlens.wasm` as an asset. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { folder, moduleBytes } from './installed.js';

const require = createRequire(new URL('../runtimes/package.json', import.meta.url));
const WASM = 'patchlens/patchlens.wasm';
const BY_URL = `const url = new URL('${WASM}', import.meta.url);`;
const LIMIT = { timeout: 60_000 };

const BUNDLERS = {
  vite: { imported: `import url from '${WASM}?url';`, bundle: withVite },
  webpack: { imported: BY_URL, bundle: (place) => withWebpack(require('webpack'), place) },
  rspack: { imported: BY_URL, bundle: (place) => withWebpack(require('@rspack/core').rspack, place) },
  esbuild: { imported: `import url from '${WASM}';`, bundle: withEsbuild },
};

for (const [name, { imported, bundle }] of Object.entries(BUNDLERS)) {
  test(`${name} puts the module beside the bundle, not into it`, LIMIT, async () => {
    const place = join(folder, name);
    mkdirSync(place);
    const program = `${imported}
      import { load, PatchClient } from 'patchlens/slim';
      load(fetch(url)).then(() => console.log(new PatchClient({ region: 'eu-west-1' })));`;
    writeFileSync(join(place, 'main.js'), program);
    await bundle(place);
    const files = readdirSync(join(place, 'out'), { recursive: true, withFileTypes: true })
      .filter((it) => it.isFile())
      .map((it) => join(it.parentPath ?? it.path, it.name));
    const modules = files.filter((file) => file.endsWith('.wasm'));
    assert.equal(modules.length, 1, files.join());
    assert.ok(moduleBytes().equals(readFileSync(modules[0])));
    const scripts = files.filter((file) => file.endsWith('.js'));
    const code = scripts.map((file) => readFileSync(file, 'utf8')).join('');
    assert.ok(code.length < 60_000, `${code.length} characters`);
    assert.ok(code.includes(modules[0].split(/[\\/]/).at(-1)), 'the bundle says where it is');
  });
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
