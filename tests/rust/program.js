/** Builds Rust programs that use the crate, as users of its client do. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildTools } from '../../scripts/build.mjs';
import { must, ROOT } from '../../scripts/process.mjs';
import { WASM } from '../../scripts/toolchain.mjs';

const MINUTE = 60_000;
/** Apart from what `cargo test` and the build of the package write. */
export const TARGET = 'target/rust';
/**
 * A folder for each workspace. In one folder they would overwrite each other's `libpatchlens.rlib`, whose name
 * has no hash since it is a `cdylib` as well, and cargo would link that of the other.
 */
const TARGETS = { 'tests/rust/client': TARGET, examples: 'target/examples' };
/** The same for all of a folder, so that they share the dependencies that they build. */
export const ENV = { CARGO_PROFILE_DEV_DEBUG: '0' };

/**
 * Builds a program with the repository's wasm-bindgen. The programs of a workspace are built together: one by
 * one they would need their dependencies with other features, so twice.
 *
 * @param {keyof typeof TARGETS} folder of its workspace, relative to the root
 * @param {string} name of its crate, with underscores
 * @returns {Promise<string>} the folder of the module `<name>_bg.wasm` and of the glue `<name>.js`,
 *   whose default export loads the module
 */
export async function builtProgram(folder, name) {
  await buildTools();
  const target = TARGETS[folder];
  const args = ['build', '--workspace', '--quiet', '--locked', '--target', WASM, '--target-dir', target];
  await must('cargo', [...args, '--manifest-path', `${folder}/Cargo.toml`], {
    timeoutMs: 10 * MINUTE,
    output: 'keep',
    env: ENV,
  });
  const out = join(ROOT, target, 'bindgen', name);
  const flags = ['--target', 'web', '--no-typescript', '--out-name', name, '--out-dir', out];
  const module = join(ROOT, target, WASM, 'debug', `${name}.wasm`);
  if (!existsSync(module)) throw new Error(`cargo built no ${module}`);
  await must(join(ROOT, 'tools/target/debug/bindgen'), [...flags, module], { output: 'keep' });
  return out;
}
