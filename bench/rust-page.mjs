/**
 * What patchlens adds to the download of a page in Rust, and what the AWS SDK adds to it: examples/leptos, and
 * the same page with the files of a folder of bench/rust-page in place of those that use patchlens. All are
 * built for release, bound by the same wasm-bindgen and reduced by wasm-opt.
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
const WORKSPACE = 'examples';
const EXAMPLE = 'examples/leptos';
const PEERS = 'bench/rust-page';
const NAME = 'missing_patches';
/** What the example needs patchlens for, or for the credentials. */
const NEEDED = ['patchlens', 'gloo-net', 'serde_json'];
const KEPT = ['gloo-net', 'serde_json'];
/** The dependencies of each page, by the folder with its files. */
const PAGES = {
  '': { title: EXAMPLE, kept: NEEDED },
  without: { title: 'the same page without a client', kept: [] },
  'aws-sdk': {
    title: 'the same page with the AWS SDK',
    kept: KEPT,
    own: `
aws-credential-types = "=1.3.1"
aws-sdk-ssm = { version = "=1.133.0", default-features = false }
aws-smithy-async = "=1.3.1"
aws-smithy-runtime-api = { version = "=1.20.0", features = ["client", "http-1x"] }
aws-smithy-types = "=1.9.3"
gloo-timers = { version = "=0.4.0", features = ["futures"] }
js-sys = "=0.3.107"
send_wrapper = { version = "0.6", features = ["futures"] }
`,
  },
};

await buildTools();
const rows = [];
for (const [peer, { title }] of Object.entries(PAGES)) rows.push({ title, ...(await sizes(await built(peer))) });
const [page, bare, sdk] = rows;
const row = ({ title, wasm, glue }) => ({ name: title, cells: [wasm, glue, wasm + glue].map(String) });
const added = (to, title) => ({ title, wasm: to.wasm - bare.wasm, glue: to.glue - bare.glue });
const all = [...rows, added(page, 'what patchlens adds'), added(sdk, 'what the AWS SDK adds')];
console.log(tableText('Bytes after brotli', ['wasm', 'JavaScript', 'both'], all.map(row)));

/** @returns {Promise<string>} the folder of the built page, relative to the root */
async function built(peer) {
  const folder = `${FOLDER}/${peer || 'patchlens'}`;
  rmSync(join(ROOT, folder), { recursive: true, force: true });
  mkdirSync(join(ROOT, folder), { recursive: true });
  cpSync(join(ROOT, EXAMPLE, 'src'), join(ROOT, folder, 'src'), { recursive: true });
  cpSync(join(ROOT, WORKSPACE, 'Cargo.lock'), join(ROOT, folder, 'Cargo.lock'));
  writeFileSync(join(ROOT, folder, 'Cargo.toml'), manifestOf(peer));
  if (peer) replaceClient(join(ROOT, folder, 'src'), peer);
  const args = ['build', '--quiet', '--release', '--target', WASM, '--target-dir', `${FOLDER}/target`];
  const manifestPath = ['--manifest-path', `${folder}/Cargo.toml`];
  await must('cargo', [...args, ...manifestPath], { timeoutMs: 30 * MINUTE });
  const flags = ['--target', 'web', '--no-typescript', '--remove-name-section', '--out-dir', folder];
  const module = `${FOLDER}/target/${WASM}/release/${NAME}.wasm`;
  await must(join(ROOT, 'tools/target/debug/bindgen'), [...flags, module]);
  await wasmOpt('-Oz --strip-producers --strip-target-features', `${folder}/${NAME}_bg.wasm`, `${folder}/page.wasm`);
  return folder;
}

function manifestOf(peer) {
  const { kept, own = '' } = PAGES[peer];
  const isKept = (line) => NEEDED.every((name) => kept.includes(name) || !line.startsWith(`${name} = `));
  const read = (folder) => readFileSync(join(ROOT, folder, 'Cargo.toml'), 'utf8');
  const [profile] = /^\[profile\.release\][^]*/m.exec(read(WORKSPACE));
  return [...read(EXAMPLE).split('\n').filter(isKept), profile, '[workspace]', '']
    .join('\n')
    .replace('path = "../.."', `path = "${ROOT}"`)
    .replace('[dependencies]\n', `[dependencies]${own || '\n'}`);
}

function replaceClient(sources, peer) {
  cpSync(join(ROOT, PEERS, peer), sources, { recursive: true });
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
