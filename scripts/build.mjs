/** Builds the tools, the package (dist/) and the page (www/dist/), each when its sources have changed. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBuildId } from './build-id.mjs';
import { bundle } from './bundle.mjs';
import { commandLineSimulator, SIMULATOR_FILES } from './cli-simulator.mjs';
import { moduleFile, MODULES } from './modules.mjs';
import { sampleOptions, startBefore } from '../www/sample/fleet.js';
import { must, ROOT } from './process.mjs';
import { SAMPLE_DAYS } from './sample-fleet.mjs';
import { sampleHistory } from './sample-history.mjs';
import { withShortNames } from './short-names.mjs';
import { filesOf, whenChanged } from './stamp.mjs';
import { step } from './step.mjs';
import { built, buildWasm } from './wasm.mjs';

const CARGO = ['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', '.cargo', 'tools'];
const BUILDERS = ['build', 'build-id', 'bundle', 'module-text', 'modules', 'short-names', 'wasm'].map(
  (it) => `scripts/${it}.mjs`,
);
const WASM = MODULES.flatMap((it) => Object.values(built(it)));
const HISTORY = 'target/sample-history';
const MINUTE = 60_000;
/** The types of an entry, and where they are written. */
const TYPES = {
  'index.d.ts': 'index.d.ts',
  'slim.d.ts': 'slim.d.ts',
  'fleet.d.ts': 'fleet/index.d.ts',
  'fleet.slim.d.ts': 'fleet/slim.d.ts',
};

/** wasm-bindgen's command line: tools/target/. */
export async function buildTools() {
  const sources = ['tools/Cargo.toml', 'tools/Cargo.lock', 'tools/src', 'rust-toolchain.toml'];
  const args = ['build', '--locked', '--quiet', '--manifest-path', 'tools/Cargo.toml'];
  const cargo = () =>
    must('cargo', [...args, '--target-dir', 'tools/target'], { timeoutMs: 15 * MINUTE });
  const outputs = ['tools/target/debug/bindgen'];
  await whenChanged('tools', sources, outputs, () => step('wasm-bindgen', cargo));
}

/** The package: dist/, with the module in index.js and index.cjs, and beside them for the others. */
export async function buildPackage() {
  const rust = filesOf('src').filter((file) => file.endsWith('.rs'));
  const crate = [...rust, ...CARGO, ...BUILDERS, 'package-lock.json'];
  await whenChanged('wasm', crate, WASM, () => step('WebAssembly', buildWasm));
  const face = ['src/js', 'package.json', 'package-lock.json', ...BUILDERS, ...WASM];
  const names = MODULES.flatMap((it) => [...it.entries.map(({ file }) => file), moduleFile(it)]);
  const types = Object.keys(TYPES).flatMap((it) => [it, forCommonJs(it)]);
  const outputs = [...names, ...types].map((name) => `dist/${name}`);
  await whenChanged('dist', face, outputs, () => step('package', dist));
  await buildSimulator();
}

/** The simulator of the command line: dist/cli-simulator.js, and the licences of what is in it. */
async function buildSimulator() {
  const sources = ['cli/simulator-bundle.js', 'simulator', 'model', 'www/sample/fleet.js'];
  const builders = ['package-lock.json', 'scripts/cli-simulator.mjs'];
  const outputs = SIMULATOR_FILES.map((name) => `dist/${name}`);
  const make = async () => {
    for (const [name, text] of await commandLineSimulator()) writeFileSync(join(ROOT, 'dist', name), text);
  };
  await whenChanged('cli simulator', [...sources, ...builders], outputs, () => step('simulator', make));
}

/** The page: www/dist/, and dist-page/ for the command line. */
export async function buildPage() {
  await buildSampleHistory();
  const modules = ['dist/index.js', 'dist/fleet.js'];
  const sources = ['www', ...modules, 'simulator', 'model', 'package-lock.json', HISTORY];
  const origins = process.env.PATCHLENS_CONNECT;
  const outputs = ['www/dist/index.html', 'dist-page/index.html'];
  await whenChanged('page', sources, outputs, () => step('page', page), origins);
}

/** The past of the page's sample fleet. Later versions of the package can read its snapshots. */
async function buildSampleHistory() {
  const sources = ['simulator', 'model', 'www/sample', 'scripts/sample-history-worker.mjs'];
  const make = () => sampleHistory({ options: sampleOptions(start, now), out: join(ROOT, HISTORY) });
  const now = Date.now();
  const start = startBefore(now, SAMPLE_DAYS);
  const outputs = [`${HISTORY}/index.json`];
  await whenChanged('sample history', sources, outputs, () => step('sample history', make));
}

async function dist() {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const write = (name, content) => writeFileSync(join(ROOT, 'dist', name), content);
  for (const module of MODULES) {
    const { id, bytes } = withBuildId(readFileSync(join(ROOT, built(module).wasm)));
    write(moduleFile(module), bytes);
    const files = await bundle(module, { glue: await glueOf(module), bytes, id });
    for (const { file, text } of files) write(file, text);
  }
  for (const [name, source] of Object.entries(TYPES)) {
    const text = readFileSync(join(ROOT, 'src/js', source), 'utf8');
    write(name, besideIt(source, text));
    write(forCommonJs(name), besideIt(source, text).replace(/'\.\/([\w.]+)\.js'/g, "'./$1.cjs'"));
  }
}

async function glueOf(module) {
  const [glue, names] = [built(module).glue, built(module).names].map((file) =>
    readFileSync(join(ROOT, file), 'utf8'),
  );
  return withShortNames(glue, JSON.parse(names));
}

/** The types of dist/, where the folders of src/js are one. */
function besideIt(source, text) {
  if (!source.startsWith('fleet/')) return text;
  return text.replaceAll("'./index.js'", "'./fleet.js'").replaceAll("'../", "'./");
}

function forCommonJs(types) {
  return types.replace('.d.ts', '.d.cts');
}

async function page() {
  for (const script of ['build', 'build:command-line']) {
    await must('npm', ['run', '--silent', script, '--workspace', 'www'], { output: 'keep' });
  }
}
