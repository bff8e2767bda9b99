/** The package's face, wasm-bindgen's glue and the module, each format in one file. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { encode } from './module-text.mjs';
import { ROOT } from './process.mjs';

const FORMATS = [
  { name: 'index.js', format: 'esm' },
  { name: 'index.cjs', format: 'cjs' },
];

/**
 * @param {string} glue wasm-bindgen's JavaScript
 * @param {Uint8Array} module
 * @returns {Promise<{ name: string, text: string }[]>} the files of the package
 */
export function bundle(glue, module) {
  return Promise.all(FORMATS.map(({ name, format }) => one(name, format, generated(glue, module))));
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
    // wasm-bindgen's own members of its classes.
    mangleProps: /^__(wbg|wrap|destroy)/,
    logLevel: 'warning',
    plugins: [plugin],
  });
  return { name, text: outputFiles[0].text };
}

// What src/js imports as `patchlens:…`, which is there only once it was built.
function generated(glue, module) {
  const sources = {
    // All but the default export, which loads the module from a URL: that stays out of the bundle.
    'patchlens:glue': `export * from 'patchlens:all-glue'`,
    'patchlens:all-glue': glue,
    /** The bytes of the module, made anew by each call. */
    'patchlens:module': `
      import { decode } from ${JSON.stringify(join(ROOT, 'scripts/module-text.mjs'))};
      export default () => decode(${JSON.stringify(encode(module))});`,
  };
  return {
    name: 'generated',
    setup(build) {
      build.onResolve({ filter: /^patchlens:/ }, ({ path }) => ({
        path,
        namespace: 'generated',
        sideEffects: false,
      }));
      build.onLoad({ filter: /./, namespace: 'generated' }, ({ path }) => ({
        contents: sources[path],
        resolveDir: ROOT,
      }));
    },
  };
}
