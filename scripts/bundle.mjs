/** Bundles the package's JavaScript and wasm-bindgen's glue, one file an entry. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { SECTION } from './build-id.mjs';
import { textOf } from './module-text.mjs';
import { moduleFile } from './modules.mjs';
import { ROOT } from './process.mjs';

/** What `patchlens:module` is, by {@link import('./modules.mjs').Entry.module}. */
const SOURCES = {
  inline: (module, { bytes }) => inline(bytes),
  imported: (module) => imported(moduleFile(module)),
  'imported as ?module': (module) => imported(`${moduleFile(module)}?module`),
  loaded,
};

/**
 * @param {import('./modules.mjs').WasmModule} module
 * @param {{ glue: string, bytes: Uint8Array, id: string }} built wasm-bindgen's JavaScript, the
 *   module with the id of its build, and that id
 * @returns {Promise<{ file: string, text: string }[]>} one for each entry of the module
 */
export async function bundle(module, built) {
  const bundled = async (entry) => {
    const isAsync = module.isReloadable || entry.module === 'loaded';
    const glueMaker = await makerOf(built.glue, isAsync);
    const source = SOURCES[entry.module](module, built);
    return { file: entry.file, text: await one(entry, generated(module, glueMaker, source, built.id)) };
  };
  return Promise.all(module.entries.map(bundled));
}

/**
 * A module whose default export is a function that returns the exports of the glue. The glue itself
 * makes objects when it is imported, which bundlers would keep even in apps that never use it.
 */
async function makerOf(glue, isAsync) {
  const { exports } = (await glueOf(glue, `export * from 'patchlens:glue';`)).output;
  // The default export instantiates asynchronously.
  const names = isAsync ? [...exports, 'default'] : exports;
  const members = names.map((name) => `${name}: glue.${name}`);
  const use = `import * as glue from 'patchlens:glue'; use({ ${members} });`;
  const { text } = await glueOf(glue, use);
  return `export default () => {\nlet used;\nconst use = (it) => (used = it);\n${text}return used;\n};`;
}

/** Bundles the glue with a module that imports it. */
async function glueOf(glue, contents) {
  const { outputFiles, metafile } = await build({
    stdin: { contents },
    bundle: true,
    metafile: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    plugins: [generatedFrom({ 'patchlens:glue': glue })],
  });
  return { text: outputFiles[0].text, output: Object.values(metafile.outputs)[0] };
}

async function one({ face, format }, plugin) {
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
  return outputFiles[0].text;
}

/** What src/js imports as `patchlens:…`, which exists only in a build. */
function generated({ slim, asset }, glueMaker, moduleSource, id) {
  return generatedFrom({
    /** A function that makes wasm-bindgen's JavaScript. */
    'patchlens:glue': glueMaker,
    /** A function that returns the module: its bytes, or compiled. */
    'patchlens:module': moduleSource,
    /** What the texts of errors name. */
    'patchlens:build': `
      export const SECTION = ${JSON.stringify(SECTION)};
      export const BUILD_ID = ${JSON.stringify(id)};
      export const SLIM = ${JSON.stringify(slim)};
      export const FILE = ${JSON.stringify(asset)};`,
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

function inline(bytes) {
  return `
    import { bytesOf } from ${JSON.stringify(join(ROOT, 'src/js/module-text.js'))};
    export default () => bytesOf(${JSON.stringify(textOf(bytes))});`;
}

function imported(specifier) {
  return `
    import { ofThisRealm } from ${JSON.stringify(join(ROOT, 'src/js/realm.js'))};
    import module from './${specifier}';
    export default () => ofThisRealm(module);`;
}

function loaded() {
  return `export { notLoaded as default } from ${JSON.stringify(join(ROOT, 'src/js/not-loaded.js'))};`;
}
