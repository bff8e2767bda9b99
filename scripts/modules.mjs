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
 * @property {string} slim the entry whose users load the module themselves
 * @property {string} asset the name by which they serve it
 * @property {string[]} features of the crate that it is built with
 * @property {string} profile of Cargo.toml
 * @property {string} optimization the flags of wasm-opt
 * @property {boolean} isReloadable whether an app holds several instances, which are also made
 *   asynchronously
 * @property {Entry[]} entries
 */

const FACE = 'src/js/index.js';
const SLIM = 'src/js/slim.js';
const FLEET = 'src/js/fleet/index.js';
const FLEET_SLIM = 'src/js/fleet/slim.js';

// Brotli finds what repeats: with less inlining, with locals as they are, and with the zeros in its data,
// a module is larger, and smaller after brotli.
const REPEATING = '--skip-pass=local-cse --skip-pass=simplify-locals --skip-pass=memory-packing --reorder-locals';
// -Oz takes 1,900 bytes off the client's bundle, after brotli, and the other flags 1,000.
const SMALLEST =
  '--merge-similar-functions -Oz --converge --low-memory-unused ' +
  `--one-caller-inline-max-function-size=115 --always-inline-max-function-size=5 ${REPEATING}`;
const BALANCED = `-Os --converge --low-memory-unused ${REPEATING}`;

/** @type {WasmModule[]} */
export const MODULES = [
  {
    name: 'patchlens',
    slim: 'patchlens/slim',
    asset: 'patchlens.wasm',
    features: ['client'],
    profile: 'release',
    optimization: SMALLEST,
    isReloadable: false,
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
  {
    name: 'fleet',
    slim: 'patchlens/fleet/slim',
    asset: 'fleet.wasm',
    features: ['fleet', 'web'],
    profile: 'fleet',
    optimization: BALANCED,
    isReloadable: true,
    entries: [
      { file: 'fleet.js', face: FLEET, format: 'esm', module: 'inline' },
      { file: 'fleet.cjs', face: FLEET, format: 'cjs', module: 'inline' },
      { file: 'fleet.workerd.js', face: FLEET, format: 'esm', module: 'imported' },
      { file: 'fleet.edge-light.js', face: FLEET, format: 'esm', module: 'imported as ?module' },
      { file: 'fleet.slim.js', face: FLEET_SLIM, format: 'esm', module: 'loaded' },
      { file: 'fleet.slim.cjs', face: FLEET_SLIM, format: 'cjs', module: 'loaded' },
    ],
  },
];

/** The name of the module's file in the package. */
export function moduleFile({ name }) {
  return `${name}_bg.wasm`;
}
