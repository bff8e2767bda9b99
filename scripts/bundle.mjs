/** The package's face and wasm-bindgen's glue, one file a format, most with the module in it. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { encode } from './module-text.mjs';
import { ROOT } from './process.mjs';

/** What the module is called in the package. */
export const MODULE_FILE = 'patchlens_bg.wasm';

const FORMATS = [
  { name: 'index.js', format: 'esm', source: inline },
  { name: 'index.cjs', format: 'cjs', source: inline },
  // workerd forbids compiling bytes: the module comes compiled with the upload.
  { name: 'workerd.js', format: 'esm', source: beside },
];

/**
 * @param {string} glue wasm-bindgen's JavaScript
 * @param {Uint8Array} module
 * @returns {Promise<{ name: string, text: string }[]>} the files of the package
 */
export function bundle(glue, module) {
  return Promise.all(
    FORMATS.map(({ name, format, source }) => one(name, format, generated(glue, source(module)))),
  );
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
function generated(glue, moduleSource) {
  const sources = {
    // All but the default export, which loads the module from a URL: that stays out of the bundle.
    'patchlens:glue': `export * from 'patchlens:all-glue'`,
    'patchlens:all-glue': glue,
    /** A function that gives the module: its bytes, or compiled. */
    'patchlens:module': moduleSource,
  };
  return {
    name: 'generated',
    setup(build) {
      build.onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path, external: true }));
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

function inline(module) {
  return `
    import { decode } from ${JSON.stringify(join(ROOT, 'scripts/module-text.mjs'))};
    export default () => decode(${JSON.stringify(encode(module))});`;
}

function beside() {
  return `
    import module from './${MODULE_FILE}';
    export default () => module;`;
}
