/** Bundles the package's JavaScript and wasm-bindgen's glue, one file an entry. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { SECTION } from './build-id.mjs';
import { ROOT } from './process.mjs';

/** The name of the module in the package. */
export const MODULE_FILE = 'patchlens_bg.wasm';

const FACE = 'src/js/index.js';
const FORMATS = [
  { name: 'index.js', face: FACE, format: 'esm', source: inline },
  { name: 'index.cjs', face: FACE, format: 'cjs', source: inline },
  // workerd forbids compiling bytes: the module comes compiled with the upload.
  { name: 'workerd.js', face: FACE, format: 'esm', source: () => imported('') },
  // So does Vercel's edge runtime; its bundlers want to be told that a module is meant.
  { name: 'edge-light.js', face: FACE, format: 'esm', source: () => imported('?module') },
  { name: 'slim.js', face: 'src/js/slim.js', format: 'esm', source: loaded },
  { name: 'slim.cjs', face: 'src/js/slim.js', format: 'cjs', source: loaded },
];

/** The JavaScript files of the package. */
export const SCRIPTS = FORMATS.map(({ name }) => name);

/**
 * @param {string} glue wasm-bindgen's JavaScript
 * @param {{ id: string, module: Uint8Array }} built the module and the id of its build
 * @returns {Promise<{ name: string, text: string }[]>} {@link SCRIPTS}
 */
export async function bundle(glue, { id, module }) {
  const maker = await makerOf(glue);
  const bundled = ({ name, face, format, source }) =>
    one(name, face, format, generated(maker, source(module), id));
  return Promise.all(FORMATS.map(bundled));
}

/**
 * A module whose default export is a function that returns the exports of the glue. The glue itself
 * makes objects when it is imported, which bundlers would keep even in apps that never use it.
 */
async function makerOf(glue) {
  const { outputFiles } = await build({
    // Without its default export, which fetches the module.
    stdin: { contents: `export * from 'patchlens:glue'` },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'glue',
    target: 'es2022',
    charset: 'utf8',
    plugins: [generatedFrom({ 'patchlens:glue': glue })],
  });
  return `export default () => {\n${outputFiles[0].text}return glue;\n};`;
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
    logLevel: 'warning',
    plugins: [plugin],
  });
  return { name, text: outputFiles[0].text };
}

/** What src/js imports as `patchlens:…`, which exists only in a build. */
function generated(glueMaker, moduleSource, id) {
  return generatedFrom({
    /** A function that makes wasm-bindgen's JavaScript. */
    'patchlens:glue': glueMaker,
    /** A function that returns the module: its bytes, or compiled. */
    'patchlens:module': moduleSource,
    'patchlens:build-id': `
      export const SECTION = ${JSON.stringify(SECTION)};
      export const BUILD_ID = ${JSON.stringify(id)};`,
  });
}

function generatedFrom(sources) {
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

// Hexadecimal, since brotli finds what repeats: 8 % more than the bare bytes; base64 costs 30 %.
function inline(module) {
  return `
    import { bytesOf } from ${JSON.stringify(join(ROOT, 'src/js/hex.js'))};
    export default () => bytesOf('${Buffer.from(module).toString('hex')}');`;
}

function imported(query) {
  return `
    import { ofThisRealm } from ${JSON.stringify(join(ROOT, 'src/js/realm.js'))};
    import module from './${MODULE_FILE}${query}';
    export default () => ofThisRealm(module);`;
}

function loaded() {
  return `export { loaded as default } from ${JSON.stringify(join(ROOT, 'src/js/load.js'))};`;
}
