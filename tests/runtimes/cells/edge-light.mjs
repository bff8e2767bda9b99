/** Vercel's edge runtime, which provides the compiled module as a global. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(new URL('../package.json', import.meta.url));
const MODULE = 'node_modules/patchlens/dist/patchlens_bg.wasm';
const GLOBAL = 'wasm_patchlens';

/** @type {import('../matrix.mjs').Cell[]} */
export const cells = [
  { name: 'edge-light', way: 'esbuild', runtime: () => `edge-runtime ${version()}`, run: suiteIn },
];

function version() {
  return require('edge-runtime/package.json').version;
}

async function suiteIn({ folder, url }) {
  const { EdgeRuntime } = require('edge-runtime');
  const module = new WebAssembly.Module(readFileSync(join(folder, MODULE)));
  const runtime = new EdgeRuntime({
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, { [GLOBAL]: module, SERVICE: url }),
  });
  runtime.evaluate(await bundled(folder));
  const response = await runtime.dispatchFetch('https://portal.example.com/');
  const text = await response.text();
  if (response.status !== 200) throw new Error(`answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

/** Like Vercel's builder, replaces an import of `x.wasm?module` by the global. */
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
  const contents = `export default ${GLOBAL};`;
  build.onLoad({ filter: /./, namespace: 'wasm' }, () => ({ contents }));
}
