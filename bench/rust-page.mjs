/**
 * What patchlens adds to the download of a page in Rust: examples/leptos, and the same page with the two
 * files of bench/rust-page in place of those that use patchlens. Both are built for release, bound by the
 * same wasm-bindgen and reduced by wasm-opt.
 *
 *     node bench/rust-page.mjs
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildTools } from '../scripts/build.mjs';
import { must, ROOT } from '../scripts/process.mjs';
import { WASM } from '../scripts/toolchain.mjs';
import { wasmOpt } from '../scripts/wasm.mjs';
import { brotli } from './bundled.mjs';
import { tableText } from './table.mjs';

const MINUTE = 60_000;
const FOLDER = 'target/bench/rust-page';
const EXAMPLE = 'examples/leptos';
const OWN = ['Cargo.lock', 'Cargo.toml', 'src'];
const NAME = 'missing_patches';

await buildTools();
const [page, bare] = [await sizes(await built('with')), await sizes(await built('without'))];
const row = (name, { wasm, glue }) => ({ name, cells: [wasm, glue, wasm + glue].map(String) });
const added = { wasm: page.wasm - bare.wasm, glue: page.glue - bare.glue };
console.log(
  tableText('Bytes after brotli', ['wasm', 'JavaScript', 'both'], [
    row(EXAMPLE, page),
    row('the same page without patchlens', bare),
    row('what patchlens adds', added),
  ]),
);

/** @returns {Promise<string>} the folder of the built page, relative to the root */
async function built(which) {
  const folder = `${FOLDER}/${which}`;
  rmSync(join(ROOT, folder), { recursive: true, force: true });
  mkdirSync(join(ROOT, folder), { recursive: true });
  for (const name of OWN) cpSync(join(ROOT, EXAMPLE, name), join(ROOT, folder, name), { recursive: true });
  const lines = readFileSync(join(ROOT, EXAMPLE, 'Cargo.toml'), 'utf8').split('\n');
  const isKept = (line) => which === 'with' || !/^(patchlens|gloo-net|serde_json) = /.test(line);
  const manifest = lines.filter(isKept).join('\n').replace('path = "../.."', `path = "${ROOT}"`);
  writeFileSync(join(ROOT, folder, 'Cargo.toml'), manifest);
  if (which === 'without') stripped(join(ROOT, folder, 'src'));
  const args = ['build', '--quiet', '--release', '--target', WASM, '--target-dir', `${FOLDER}/target`];
  const manifestPath = ['--manifest-path', `${folder}/Cargo.toml`];
  await must('cargo', [...args, ...manifestPath], { timeoutMs: 20 * MINUTE });
  const flags = ['--target', 'web', '--no-typescript', '--remove-name-section', '--out-dir', folder];
  const module = `${FOLDER}/target/${WASM}/release/${NAME}.wasm`;
  await must(join(ROOT, 'tools/target/debug/bindgen'), [...flags, module]);
  await wasmOpt('-Oz --strip-producers --strip-target-features', `${folder}/${NAME}_bg.wasm`, `${folder}/page.wasm`);
  return folder;
}

function stripped(sources) {
  cpSync(join(ROOT, 'bench/rust-page'), sources, { recursive: true });
  const app = readFileSync(join(sources, 'app.rs'), 'utf8');
  writeFileSync(
    join(sources, 'app.rs'),
    app
      .replace('use patchlens::fetch::PatchClient;\n', '')
      .replace('client: PatchClient', 'client: crate::service::Client'),
  );
}

async function sizes(folder) {
  const content = (file) => readFileSync(join(ROOT, folder, file));
  return { wasm: brotli(content('page.wasm')), glue: brotli(content(`${NAME}.js`)) };
}
