/** Short names for what the module imports and exports. They take 1,400 bytes off the bundle. */
import { transform } from 'esbuild';

/**
 * The old and new names that wasm-opt's `--minify-imports-and-exports-and-modules` prints.
 * @typedef {{ imports: [module: string, name: string, short: string][],
 *   exports: [name: string, short: string][] }} NameMap
 */

/** wasm-opt's name for the one module that everything is imported from. */
const MODULE = 'a';

/** Members of the classes that wasm-bindgen generates, which only its own JavaScript uses. */
const GENERATED = ['__wbg_ptr', '__wrap', '__destroy_into_raw'];

/**
 * Renames imports and exports in wasm-bindgen's JavaScript as wasm-opt renamed them in the module.
 * The generated names end in a hash each, which brotli cannot shorten.
 *
 * @param {string} glue wasm-bindgen's JavaScript
 * @param {NameMap} map
 * @returns {Promise<string>}
 * @throws {Error} if an export shares its name with a member of another object, which would be
 *   renamed too
 */
export async function withShortNames(glue, { imports, exports }) {
  for (const [name] of exports) refuseOtherMembers(glue, name);
  const names = new Map([
    ...imports.flatMap(([module, name, short]) => [[module, MODULE], [name, short]]),
    ...exports,
    ...GENERATED.map((name, index) => [name, `_${index}`]),
  ]);
  const { code } = await transform(glue, {
    mangleProps: new RegExp(`^(?:${[...names.keys()].map(escaped).join('|')})$`),
    mangleQuoted: true,
    mangleCache: Object.fromEntries(names),
  });
  return code;
}

function refuseOtherMembers(glue, name) {
  const count = (object) => glue.match(new RegExp(`${object}\\.${escaped(name)}\\b`, 'g'))?.length;
  if (count('') === count('\\bwasm')) return;
  throw new Error(`The export "${name}" shares its name with a member of another object`);
}

function escaped(name) {
  return name.replace(/[./$]/g, '\\$&');
}
