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
      build.onResolve({ filter: /^patchlens:/ }, ({ path }) => ({
        path,
        namespace: 'generated',
        sideEffects: false,
      }));
      build.onLoad({ filter: /wasm-hex$/, namespace: 'generated' }, () => ({ contents: hex, loader: 'text' }));
      // All but the default export, which loads the module from a URL: that stays out of the bundle.
      build.onLoad({ filter: /glue$/, namespace: 'generated' }, () => ({
        contents: `export * from ${JSON.stringify(glue)}`,
        resolveDir: ROOT,
      }));
    },
  };
}
