/**
 * Builds the package into dist/ and the page into www/dist/, each when its sources have changed:
 * cargo → wasm-bindgen → wasm-opt → esbuild; then Vite.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundle } from './bundle.mjs';
import { must, ROOT } from './process.mjs';
import { whenChanged } from './stamp.mjs';
import { step } from './step.mjs';
import { WASM } from './toolchain.mjs';

const MINUTE = 60_000;
// Apart from what `cargo test` builds, so that neither waits for the other.
const TARGET = 'target/package';
const OUT = `${TARGET}/bindgen`;
const GLUE = `${OUT}/patchlens.js`;
const MODULE = `${OUT}/patchlens.wasm`;
const CRATE = [
  'src',
  'Cargo.toml',
  'Cargo.lock',
  'rust-toolchain.toml',
  '.cargo',
  'tools/Cargo.lock',
];
const FACE = ['src/js', 'package.json', 'package-lock.json', MODULE, GLUE];
const SCRIPTS = ['scripts/build.mjs', 'scripts/bundle.mjs', 'scripts/module-text.mjs'];
const DIST = ['index.js', 'index.cjs', 'index.d.ts', 'index.d.cts', 'patchlens_bg.wasm'];

/** The package: dist/, with the module inline in index.js and index.cjs and beside them. */
export async function buildPackage() {
  await whenChanged('wasm', [...CRATE, ...SCRIPTS], [MODULE, GLUE], () =>
    step('WebAssembly', wasm),
  );
  const outputs = DIST.map((name) => `dist/${name}`);
  await whenChanged('dist', [...FACE, ...SCRIPTS], outputs, () => step('package', dist));
}

/** The page: www/dist/. */
export async function buildPage() {
  await whenChanged(
    'page',
    ['www', 'dist/index.js', 'package-lock.json'],
    ['www/dist/index.html'],
    () =>
      step('page', () =>
        must('npm', ['run', '--silent', 'build', '--workspace', 'www'], { output: 'keep' }),
      ),
  );
}

async function wasm() {
  const release = `${TARGET}/${WASM}/release/patchlens.wasm`;
  await must('cargo', await cargo(), {
    timeoutMs: 15 * MINUTE,
    // Either would replace the flags of .cargo/config.toml.
    env: { RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: undefined },
  });
  await must(join(ROOT, 'tools/target/debug/bindgen'), [
    '--target',
    'web',
    '--omit-default-module-path',
    '--no-typescript',
    '--out-dir',
    OUT,
    '--out-name',
    'patchlens',
    '--remove-producers-section',
    '--remove-name-section',
    release,
  ]);
  // It takes the features to use from the section that it then strips. Brotli likes repetition:
  // with less inlining and no common subexpressions the module is 2 % smaller, and no slower.
  await must(join(ROOT, 'node_modules/.bin/wasm-opt'), [
    '-Oz',
    '--converge',
    '--one-caller-inline-max-function-size=100',
    '--skip-pass=local-cse',
    '--strip-target-features',
    `${OUT}/patchlens_bg.wasm`,
    '-o',
    MODULE,
  ]);
}

async function cargo() {
  const flags = (await machinePaths()).map(([path, name]) => `--remap-path-prefix=${path}=${name}`);
  return [
    'build',
    '--quiet',
    '--release',
    '--lib',
    '--locked',
    '--target',
    WASM,
    '--target-dir',
    TARGET,
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

async function dist() {
  const module = readFileSync(join(ROOT, MODULE));
  const files = await bundle(join(ROOT, GLUE), module);
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  for (const { name, text } of files) writeFileSync(join(ROOT, 'dist', name), text);
  writeFileSync(join(ROOT, 'dist/patchlens_bg.wasm'), module);
  for (const name of ['index.d.ts', 'index.d.cts']) {
    copyFileSync(join(ROOT, 'src/js/index.d.ts'), join(ROOT, 'dist', name));
  }
}
