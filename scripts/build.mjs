/** Builds the package into dist/ and the page into www/dist/, each when its sources have changed. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, MODULE_FILE } from './bundle.mjs';
import { withShortNames } from './glue.mjs';
import { must, ROOT } from './process.mjs';
import { filesOf, whenChanged } from './stamp.mjs';
import { step } from './step.mjs';
import { buildWasm, GLUE, MODULE, NAMES } from './wasm.mjs';

const CARGO = ['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', '.cargo', 'tools'];
const SCRIPTS = ['build', 'bundle', 'glue', 'module-text', 'wasm'].map((it) => `scripts/${it}.mjs`);
const WASM = [MODULE, GLUE, NAMES];
const DIST = ['index.js', 'index.cjs', 'workerd.js', 'index.d.ts', 'index.d.cts', MODULE_FILE];

/** The package: dist/, with the module inline in index.js and index.cjs, and beside workerd.js. */
export async function buildPackage() {
  const rust = filesOf('src').filter((file) => file.endsWith('.rs'));
  const crate = [...rust, ...CARGO, ...SCRIPTS, 'package-lock.json'];
  await whenChanged('wasm', crate, WASM, () => step('WebAssembly', buildWasm));
  const face = ['src/js', 'package.json', 'package-lock.json', ...SCRIPTS, ...WASM];
  const outputs = DIST.map((name) => `dist/${name}`);
  await whenChanged('dist', face, outputs, () => step('package', dist));
}

/** The page: www/dist/. */
export async function buildPage() {
  const sources = ['www', 'dist/index.js', 'package-lock.json'];
  await whenChanged('page', sources, ['www/dist/index.html'], () => step('page', page));
}

async function dist() {
  const [module, glue, names] = WASM.map((file) => readFileSync(join(ROOT, file)));
  const files = await bundle(await withShortNames(String(glue), JSON.parse(names)), module);
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  for (const { name, text } of files) writeFileSync(join(ROOT, 'dist', name), text);
  writeFileSync(join(ROOT, 'dist', MODULE_FILE), module);
  for (const name of ['index.d.ts', 'index.d.cts']) {
    copyFileSync(join(ROOT, 'src/js/index.d.ts'), join(ROOT, 'dist', name));
  }
}

function page() {
  return must('npm', ['run', '--silent', 'build', '--workspace', 'www'], { output: 'keep' });
}
