/**
 * Three rules on the imports of the crate: no file depends on itself through others, dependencies
 * point from the outer layers to the inner ones, and only some folders name the browser's crates.
 */
import { alg, Graph } from '@dagrejs/graphlib';
import { modulesIn, resolvePath } from './rust-modules.mjs';

/** The folders that may name the browser's crates; the rest is tested natively. */
const BROWSER_FOLDERS = ['src/web/', 'src/fetch/'];
const BROWSER_CRATES = /^(wasm_bindgen(_futures)?|serde_wasm_bindgen|js_sys|web_sys|gloo_.*)$/;

/** The folders and files of src/ from the outside in. A layer may use itself and those below it. */
const LAYERS = [
  ['lib'],
  ['web', 'fetch'],
  ['client', 'fleet'],
  ['ssm', 'sigv4', 'credentials', 'endpoint', 'paginate', 'retry'],
  ['error', 'schema', 'time', 'value', 'json', 'xml', 'digest', 'text'],
];
/** Of the same layer, but strangers to each other. */
const STRANGERS = ['ssm', 'sigv4'];

/**
 * @typedef {object} Import
 * @property {string} from a file
 * @property {string} to the file that defines what is imported
 * @property {string} what the path as it is written
 * @property {number} line
 */

/**
 * @param {import('./rust-modules.mjs').Module} root
 * @returns {Import[]} the first of each file from each other. A module that is imported by itself is
 *   a name space: what counts are the items that are taken from it.
 */
export function importsOf(root) {
  const all = modulesIn(root).flatMap((module) =>
    module.uses.flatMap(({ path, line, isGlob }) => {
      const target = resolvePath(module, path);
      if (!target || target.module.file === module.file) return [];
      if (target.isModule && !isGlob) return [];
      return { from: module.file, to: target.module.file, what: path.join('::'), line };
    }),
  );
  const first = new Map(all.toReversed().map((it) => [`${it.from} ${it.to}`, it]));
  return [...first.values()].toReversed();
}

/**
 * @param {Import[]} imports
 * @returns {string[]} for each cycle of files, the imports that make it, one a line
 */
export function cycles(imports) {
  const graph = new Graph();
  for (const { from, to } of imports) graph.setEdge(from, to);
  return alg.findCycles(graph).map((files) => {
    const lines = imports
      .filter(({ from, to }) => files.includes(from) && files.includes(to))
      .map(({ from, to, what, line }) => `  ${from}:${line} → ${to} (${what})`);
    return [`a cycle of ${files.length} files:`, ...lines.sort()].join('\n');
  });
}

/**
 * @param {Import[]} imports
 * @returns {string[]} each import that does not point inwards
 */
export function outward(imports) {
  return imports
    .filter(({ from, to }) => !mayUse(roomOf(from), roomOf(to)))
    .map(
      ({ from, to, what, line }) =>
        `${from}:${line}: ${what} is in ${to}: ${roomOf(from)} must not use ${roomOf(to)}`,
    );
}

function mayUse(one, other) {
  if (one === other) return true;
  if ([one, other].every((it) => STRANGERS.includes(it))) return false;
  const [outer, inner] = [one, other].map((it) => LAYERS.findIndex((layer) => layer.includes(it)));
  return outer >= 0 && outer <= inner;
}

function roomOf(file) {
  return file.split('/')[1].replace('.rs', '');
}

/**
 * @param {import('./rust-modules.mjs').Module} root
 * @returns {string[]} each place that names a crate of the browser and must not
 */
export function trespasses(root) {
  return modulesIn(root)
    .filter(({ file }) => !BROWSER_FOLDERS.some((folder) => file.startsWith(folder)))
    .flatMap(({ file, uses }) =>
      uses
        .filter(({ path }) => BROWSER_CRATES.test(path[0]))
        .map(({ path, line }) => `${file}:${line}: ${path.join('::')} belongs in src/web or src/fetch`),
    );
}
