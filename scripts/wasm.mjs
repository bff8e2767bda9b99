/** Builds the WebAssembly module and its glue: cargo, then wasm-bindgen, then wasm-opt. */
import { dirname, join } from 'node:path';
import { must, ROOT } from './process.mjs';
import { WASM } from './toolchain.mjs';

const MINUTE = 60_000;
// Apart from what `cargo test` builds, so that neither waits for the other.
const TARGET = 'target/package';
const OUT = `${TARGET}/bindgen`;

/** The finished module, relative to the root. */
export const MODULE = `${OUT}/patchlens.wasm`;
/** wasm-bindgen's JavaScript, relative to the root. */
export const GLUE = `${OUT}/patchlens.js`;

const BINDGEN =
  '--target web --omit-default-module-path --no-typescript --remove-name-section ' +
  `--remove-producers-section --out-name patchlens --out-dir ${OUT}`;

/** Builds {@link MODULE} and {@link GLUE}. */
export async function buildWasm() {
  await must('cargo', await cargo(), {
    timeoutMs: 15 * MINUTE,
    // Either variable would replace the flags of .cargo/config.toml.
    env: { RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: undefined },
  });
  const built = `${TARGET}/${WASM}/release/patchlens.wasm`;
  await must(join(ROOT, 'tools/target/debug/bindgen'), [...BINDGEN.split(' '), built]);
  await optimize(`${OUT}/patchlens_bg.wasm`);
}

// wasm-opt reads from a section of the module which features it may use; engines do not need it.
function optimize(input) {
  const program = join(ROOT, 'node_modules/.bin/wasm-opt');
  const flags = ['-Oz', '--strip-target-features', input, '-o', MODULE];
  return must(program, flags, { output: 'keep' });
}

async function cargo() {
  const flags = (await machinePaths()).map(([path, name]) => `--remap-path-prefix=${path}=${name}`);
  return [
    // The crate is an rlib as well, and cargo silently skips LTO for that: 6,700 bytes after brotli.
    ...'rustc --crate-type cdylib --quiet --release --lib --locked'.split(' '),
    ...`--target ${WASM} --target-dir ${TARGET}`.split(' '),
    '--config',
    `target.${WASM}.rustflags=${JSON.stringify(flags)}`,
  ];
}

// Panic messages contain paths of source files. Without the remapping, the bytes would depend on the
// machine and show who built them. The last matching prefix applies.
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
