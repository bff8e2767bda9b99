/** wasm-bindgen's JavaScript, made to speak of imports and exports by the module's short names. */
import { transform } from 'esbuild';

// What wasm-opt calls the one module that all is imported from.
const MODULE = 'a';

/**
 * The names of imports end in a hash each, which no compressor can shorten, in the module and in
 * the glue: a tenth of the download.
 *
 * @param {string} glue
 * @param {{ imports: [module: string, name: string, short: string][],
 *   exports: [name: string, short: string][] }} map what wasm-opt's
 *   `--minify-imports-and-exports-and-modules` prints
 * @returns {Promise<string>}
 * @throws {Error} if an export is called like a member of something else
 */
export async function withShortNames(glue, { imports, exports }) {
  for (const [name] of exports) refuseOtherMembers(glue, name);
  const modules = imports.map(([module]) => [module, MODULE]);
  const names = [...modules, ...imports.map(([, name, short]) => [name, short]), ...exports];
  const { code } = await transform(glue, {
    mangleProps: new RegExp(
      `^(?:${names.map(([name]) => name.replace(/[./$]/g, '\\$&')).join('|')})$`,
    ),
    mangleQuoted: true,
    mangleCache: Object.fromEntries(names),
  });
  return code;
}

// It would be renamed along with the export.
function refuseOtherMembers(glue, name) {
  const count = (pattern) => glue.match(pattern)?.length ?? 0;
  const all = count(new RegExp(`\\.${name}\\b`, 'g'));
  const own = count(new RegExp(`\\bwasm\\.${name}\\b`, 'g'));
  if (all !== own)
    throw new Error(`The export "${name}" is called like a member of something else`);
}
