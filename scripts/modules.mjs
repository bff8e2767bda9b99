/** The WebAssembly modules of the package and their entries, as data for the build. */

/**
 * A file of dist/.
 * @typedef {object} Entry
 * @property {string} file
 * @property {string} face the file of src/js that it is bundled from
 * @property {'esm' | 'cjs'} format
 * @property {'inline' | 'imported' | 'imported as ?module' | 'loaded'} module how it gets the
 *   WebAssembly module: it carries the bytes, imports the compiled module, or is given it by its user
 */

/**
 * @typedef {object} WasmModule
 * @property {string} name that its files begin with
 * @property {string[]} features of the crate that it is built with
 * @property {Entry[]} entries
 */

const FACE = 'src/js/index.js';
const SLIM = 'src/js/slim.js';

/** @type {WasmModule[]} */
export const MODULES = [
  {
    name: 'patchlens',
    features: ['client'],
    entries: [
      { file: 'index.js', face: FACE, format: 'esm', module: 'inline' },
      { file: 'index.cjs', face: FACE, format: 'cjs', module: 'inline' },
      // These runtimes compile no bytes. Their bundlers know the module by one form or the other.
      { file: 'workerd.js', face: FACE, format: 'esm', module: 'imported' },
      { file: 'edge-light.js', face: FACE, format: 'esm', module: 'imported as ?module' },
      { file: 'slim.js', face: SLIM, format: 'esm', module: 'loaded' },
      { file: 'slim.cjs', face: SLIM, format: 'cjs', module: 'loaded' },
    ],
  },
];

/** The name of the module's file in the package. */
export function moduleFile({ name }) {
  return `${name}_bg.wasm`;
}
