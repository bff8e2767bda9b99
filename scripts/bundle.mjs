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
export async function bundle(glue, { id, module }) {
  const maker = await makerOf(glue);
  const bundled = ({ name, face, format, source }) =>
    one(name, face, format, generated(maker, source(module), id));
  return Promise.all(FORMATS.map(bundled));
}

/**
 * The glue as a function that makes it. As a module it does work when it is imported, which bundlers
 * must then keep, even for apps that never come to use it.
 */
async function makerOf(glue) {
  const text = await glueAlone(glue);
  const exported = text.match(/^export \{\n([^}]+)\};\n$/m);
  const members = exported[1].replace(/(\w+) as (\w+)/g, '$2: $1');
  return `export default () => {\n${text.replace(exported[0], '')}return {\n${members}};\n};`;
}

// All but its default export, which loads the module from a URL.
async function glueAlone(contents) {
  const { outputFiles } = await build({
    stdin: { contents: `export * from 'patchlens:glue'` },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    plugins: [generatedFrom({ 'patchlens:glue': contents })],
  });
  return outputFiles[0].text;
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
function generated(glueMaker, moduleSource, id) {
  return generatedFrom({
    /** A function that makes wasm-bindgen's JavaScript. */
    'patchlens:glue': glueMaker,
    /** A function that gives the module: its bytes, or compiled. */
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
