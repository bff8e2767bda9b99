/** The crate as a module and its glue: cargo → wasm-bindgen → wasm-opt. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { must, ROOT } from './process.mjs';
import { WASM } from './toolchain.mjs';

const MINUTE = 60_000;
// Apart from what `cargo test` builds, so that neither waits for the other.
const TARGET = 'target/package';
const OUT = `${TARGET}/bindgen`;

/** The finished module, relative to the root as the others. */
export const MODULE = `${OUT}/patchlens.wasm`;
/** wasm-bindgen's JavaScript. */
export const GLUE = `${OUT}/patchlens.js`;
/** The short names that the module has for what the glue gives to it and takes from it. */
export const NAMES = `${OUT}/names.json`;

const BINDGEN =
  '--target web --omit-default-module-path --no-typescript --remove-name-section ' +
  `--remove-producers-section --out-name patchlens --out-dir ${OUT}`;
// Brotli likes repetition: with less inlining and no common subexpressions the module is 2 %
// smaller, and no slower.
const SMALL =
  '--merge-similar-functions -Oz --converge --low-memory-unused --always-inline-max-function-size=5 ' +
  '--one-caller-inline-max-function-size=115 --skip-pass=local-cse --reorder-locals';
// In a run of its own, so that the names are given, and printed, once.
const RENAME = '--minify-imports-and-exports-and-modules --strip-target-features';

/** Builds {@link MODULE}, {@link GLUE} and {@link NAMES}. */
export async function buildWasm() {
  await must('cargo', await cargo(), {
    timeoutMs: 15 * MINUTE,
    // Either would replace the flags of .cargo/config.toml.
    env: { RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: undefined },
  });
  const built = `${TARGET}/${WASM}/release/patchlens.wasm`;
  await must(join(ROOT, 'tools/target/debug/bindgen'), [...BINDGEN.split(' '), built]);
  await wasmOpt(SMALL, `${OUT}/patchlens_bg.wasm`);
  writeFileSync(join(ROOT, NAMES), await wasmOpt(RENAME, MODULE));
}

// Which features it may use it takes from a section of the module.
function wasmOpt(flags, input) {
  const program = join(ROOT, 'node_modules/.bin/wasm-opt');
  return must(program, [...flags.split(' '), input, '-o', MODULE], { output: 'keep' });
}

async function cargo() {
  const flags = (await machinePaths()).map(([path, name]) => `--remap-path-prefix=${path}=${name}`);
  return [
    // The crate is an rlib as well, and cargo skips LTO for that without a word.
    ...'rustc --crate-type cdylib --quiet --release --lib --locked'.split(' '),
    ...`--target ${WASM} --target-dir ${TARGET}`.split(' '),
    '--config',
    `target.${WASM}.rustflags=${JSON.stringify(flags)}`,
  ];
}

// Panic messages name source files: with the paths of this machine in them, no two machines would
// build the same bytes, and everybody could read who built them. The last match counts.
async function machinePaths() {
  const metadata = ['metadata', '--locked', '--format-version', '1'];
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
