/** Builds the WebAssembly modules and their glue: cargo, then wasm-bindgen, then wasm-opt. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MODULES } from './modules.mjs';
import { must, ROOT } from './process.mjs';
import { WASM } from './toolchain.mjs';

const MINUTE = 60_000;
// Apart from what `cargo test` builds, so that neither waits for the other.
const TARGET = 'target/package';
const OUT = `${TARGET}/bindgen`;

/**
 * @param {import('./modules.mjs').WasmModule} module
 * @returns {{ wasm: string, longNames: string, names: string, glue: string }} paths, relative to the
 *   root: the finished module, the same before wasm-opt shortened its names, the map of those names
 *   (short-names.mjs), and wasm-bindgen's JavaScript
 */
export function built({ name }) {
  return {
    wasm: `${OUT}/${name}.wasm`,
    longNames: `${OUT}/${name}.long-names.wasm`,
    names: `${OUT}/${name}.names.json`,
    glue: `${OUT}/${name}.js`,
  };
}

/** Builds all of {@link MODULES}. */
export async function buildWasm() {
  for (const module of MODULES) {
    await compile(module);
    await bind(module);
    await optimize(module);
  }
}

async function compile({ features, profile }) {
  const flags = (await machinePaths()).map(([path, name]) => `--remap-path-prefix=${path}=${name}`);
  const args = [
    // The crate is an rlib as well, and cargo silently skips LTO for that: 6,700 bytes after brotli.
    ...`rustc --crate-type cdylib --quiet --profile ${profile} --lib --locked`.split(' '),
    ...`--target ${WASM} --target-dir ${TARGET} --no-default-features --features`.split(' '),
    features.join(),
    '--config',
    `target.${WASM}.rustflags=${JSON.stringify(flags)}`,
  ];
  await must('cargo', args, {
    timeoutMs: 15 * MINUTE,
    // Either variable would replace the flags of .cargo/config.toml.
    env: { RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: undefined },
  });
}

function bind({ name, profile }) {
  const flags =
    '--target web --omit-default-module-path --no-typescript --remove-name-section ' +
    `--remove-producers-section --out-name ${name} --out-dir ${OUT}`;
  const input = `${TARGET}/${WASM}/${profile}/patchlens.wasm`;
  return must(join(ROOT, 'tools/target/debug/bindgen'), [...flags.split(' '), input]);
}

// In a run of its own, so that the names are chosen and printed once. wasm-opt reads from a section of
// the module which features it may use, so the section goes last; engines do not need it.
const RENAME = '--minify-imports-and-exports-and-modules';
/** The flag of wasm-opt that removes that section. */
export const STRIP = '--strip-target-features';

async function optimize(module) {
  const { wasm, longNames, names } = built(module);
  await wasmOpt(module.optimization, `${OUT}/${module.name}_bg.wasm`, longNames);
  writeFileSync(join(ROOT, names), await wasmOpt(`${RENAME} ${STRIP}`, longNames, wasm));
}

/**
 * Runs wasm-opt.
 *
 * @param {string} flags separated by spaces
 * @param {string} input a file, relative to the root
 * @param {string} output the same
 * @returns {Promise<string>} what it prints
 */
export function wasmOpt(flags, input, output) {
  const program = join(ROOT, 'node_modules/.bin/wasm-opt');
  return must(program, [...flags.split(' '), input, '-o', output], { output: 'keep' });
}

// Panic messages contain paths of source files. Without the remapping, the bytes would depend on the
// machine and show who built them. The last matching prefix applies.
async function machinePaths() {
  const metadata = ['metadata', '--locked', '--all-features', '--format-version', '1'];
  const { packages } = JSON.parse(await must('cargo', metadata, { output: 'keep' }));
  const crates = packages
    .filter(({ source }) => source)
    .map((crate) => dirname(dirname(crate.manifest_path)));
  const sysroot = (await must('rustc', ['--print', 'sysroot'], { output: 'keep' })).trim();
  const version = await must('rustc', ['-vV'], { output: 'keep' });
  return [
    [ROOT, '/patchlens'],
    ...[...new Set(crates)].map((folder) => [folder, '/crates']),
    [sysroot, '/rust'],
    [`${sysroot}/lib/rustlib/src/rust`, `/rustc/${version.match(/commit-hash: (\w+)/)[1]}`],
  ];
}
