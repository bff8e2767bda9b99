/** The package's face and wasm-bindgen's glue, one file a format, most with the module in it. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { SECTION } from './build-id.mjs';
import { encode } from './module-text.mjs';
import { ROOT } from './process.mjs';

/** What the module is called in the package. */
export const MODULE_FILE = 'patchlens_bg.wasm';

const FACE = 'src/js/index.js';
const FORMATS = [
  { name: 'index.js', face: FACE, format: 'esm', source: inline },
  { name: 'index.cjs', face: FACE, format: 'cjs', source: inline },
  // workerd forbids compiling bytes: the module comes compiled with the upload.
  { name: 'workerd.js', face: FACE, format: 'esm', source: () => beside('') },
  // So does Vercel's edge runtime; its bundlers want to be told that a module is meant.
  { name: 'edge-light.js', face: FACE, format: 'esm', source: () => beside('?module') },
  { name: 'slim.js', face: 'src/js/slim.js', format: 'esm', source: loaded },
  { name: 'slim.cjs', face: 'src/js/slim.js', format: 'cjs', source: loaded },
];

/** The files of JavaScript in the package. */
export const SCRIPTS = FORMATS.map(({ name }) => name);

/**
 * @param {string} glue wasm-bindgen's JavaScript
 * @param {{ id: string, module: Uint8Array }} built the module and which build it is of
 * @returns {Promise<{ name: string, text: string }[]>} {@link SCRIPTS}
 */
export function bundle(glue, { id, module }) {
  const bundled = ({ name, face, format, source }) =>
    one(name, face, format, generated(glue, source(module), id));
  return Promise.all(FORMATS.map(bundled));
}

async function one(name, face, format, plugin) {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, face)],
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
function generated(glue, moduleSource, id) {
  const sources = {
    // All but the default export, which loads the module from a URL: that stays out of the bundle.
    'patchlens:glue': `export * from 'patchlens:all-glue'`,
    'patchlens:all-glue': glue,
    /** A function that gives the module: its bytes, or compiled. */
    'patchlens:module': moduleSource,
    'patchlens:build-id': `
      export const SECTION = ${JSON.stringify(SECTION)};
      export const BUILD_ID = ${JSON.stringify(id)};`,
  };
  return {
    name: 'generated',
    setup(build) {
      build.onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path }) => ({ path, external: true }));
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

function beside(query) {
  return `
    import { ofThisRealm } from ${JSON.stringify(join(ROOT, 'src/js/realm.js'))};
    import module from './${MODULE_FILE}${query}';
    export default () => ofThisRealm(module);`;
}

function loaded() {
  return `export { loaded as default } from ${JSON.stringify(join(ROOT, 'src/js/load.js'))};`;
}
