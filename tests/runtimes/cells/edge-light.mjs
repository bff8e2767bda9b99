/** Vercel's edge runtime, which provides the compiled modules as globals. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const require = createRequire(new URL('../package.json', import.meta.url));
const DIST = 'node_modules/patchlens/dist';
/** The globals, by the names of the modules. */
const GLOBALS = { 'patchlens_bg.wasm': 'wasm_patchlens', 'fleet_bg.wasm': 'wasm_fleet' };

/** @type {import('../matrix.mjs').Cell[]} */
export const cells = [
  { name: 'edge-light', way: 'esbuild', runtime: () => `edge-runtime ${version()}`, run: suiteIn },
];

function version() {
  return require('edge-runtime/package.json').version;
}

async function suiteIn({ folder, url }) {
  const { EdgeRuntime } = require('edge-runtime');
  const modules = Object.entries(GLOBALS).map(([name, global]) => [
    global,
    new WebAssembly.Module(readFileSync(join(folder, DIST, name))),
  ]);
  const runtime = new EdgeRuntime({
    codeGeneration: { strings: false, wasm: false },
    extend: (context) =>
      Object.assign(context, Object.fromEntries(modules), { SERVICE: url }),
  });
  runtime.evaluate(await bundled(folder));
  const response = await runtime.dispatchFetch('https://portal.example.com/');
  const text = await response.text();
  if (response.status !== 200) throw new Error(`answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

/** Like Vercel's builder, replaces an import of `x.wasm?module` by a global. */
async function bundled(folder) {
  const { outputFiles } = await require('esbuild').build({
    entryPoints: [join(folder, 'suite/programs/edge.js')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    conditions: ['edge-light', 'worker', 'browser'],
    plugins: [{ name: 'wasm', setup: setUpWasm }],
  });
  return outputFiles[0].text;
}

function setUpWasm(build) {
  build.onResolve({ filter: /\.wasm\?module$/ }, ({ path }) => ({ path, namespace: 'wasm' }));
  build.onLoad({ filter: /./, namespace: 'wasm' }, ({ path }) => ({
    contents: `export default ${GLOBALS[basename(path, '?module')]};`,
  }));
}
