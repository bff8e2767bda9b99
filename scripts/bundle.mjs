/** The package's face, wasm-bindgen's glue and the module, each format in one file. */
import { build } from 'esbuild';
import { join } from 'node:path';
import { ROOT } from './process.mjs';

const FORMATS = [
  { name: 'index.js', format: 'esm' },
  { name: 'index.cjs', format: 'cjs' },
];

/**
 * @param {string} glue path of the generated JavaScript, imported as `patchlens:glue`
 * @param {string} hex the module, imported as `patchlens:wasm-hex`. Hexadecimal, because after
 *   brotli that costs 8 % more than the bare bytes; base64, which breaks their alignment, 31 %.
 * @returns {Promise<{ name: string, text: string }[]>}
 */
export function bundle(glue, hex) {
  return Promise.all(FORMATS.map(({ name, format }) => one(name, format, generated(glue, hex))));
}

async function one(name, format, plugin) {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'src/js/index.js')],
    bundle: true,
    write: false,
    format,
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'warning',
    plugins: [plugin],
  });
  return { name, text: outputFiles[0].text };
}

function generated(glue, hex) {
  return {
    name: 'generated',
    setup(build) {
      build.onResolve({ filter: /^patchlens:glue$/ }, () => ({ path: glue, sideEffects: false }));
      build.onResolve({ filter: /^patchlens:wasm-hex$/ }, ({ path }) => ({ path, namespace: 'hex' }));
      build.onLoad({ filter: /./, namespace: 'hex' }, () => ({ contents: hex, loader: 'text' }));
    },
  };
}
