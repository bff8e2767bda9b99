/** Builds Rust programs that use the crate, as users of its client do. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildTools } from '../../scripts/build.mjs';
import { must, ROOT } from '../../scripts/process.mjs';
import { WASM } from '../../scripts/toolchain.mjs';

const MINUTE = 60_000;
/** Apart from what `cargo test` and the build of the package write. */
export const TARGET = 'target/rust';
/** The same for all, so that they share the dependencies that they build. */
export const ENV = { CARGO_PROFILE_DEV_DEBUG: '0' };

/**
 * Builds a program with the repository's wasm-bindgen. The programs of a workspace are built together: one by
 * one they would need their dependencies with other features, so twice.
 *
 * @param {string} folder of its workspace, relative to the root
 * @param {string} name of its crate, with underscores
 * @returns {Promise<string>} the folder of the module `<name>_bg.wasm` and of the glue `<name>.js`,
 *   whose default export loads the module
 */
export async function builtProgram(folder, name) {
  await buildTools();
  const args = ['build', '--workspace', '--quiet', '--locked', '--target', WASM, '--target-dir', TARGET];
  await must('cargo', [...args, '--manifest-path', `${folder}/Cargo.toml`], {
    timeoutMs: 10 * MINUTE,
    output: 'keep',
    env: ENV,
  });
  const out = join(ROOT, TARGET, 'bindgen', name);
  const flags = ['--target', 'web', '--no-typescript', '--out-name', name, '--out-dir', out];
  const module = join(ROOT, TARGET, WASM, 'debug', `${name}.wasm`);
  if (!existsSync(module)) throw new Error(`cargo built no ${module}`);
  await must(join(ROOT, 'tools/target/debug/bindgen'), [...flags, module], { output: 'keep' });
  return out;
}
