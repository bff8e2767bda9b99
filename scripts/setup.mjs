/**
 * Everything the project needs, installed and built when needed, and nothing when not.
 * Runs before `npm ci`, so it uses Node's own modules only.
 *
 *     node scripts/setup.mjs [--tests]
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser, BROWSERS } from './browser.mjs';
import { nodes } from './nodes.mjs';
import { isMain, must, ROOT } from './process.mjs';
import { python, servers } from './python.mjs';
import { sources } from './sources.mjs';
import { node, rust } from './toolchain.mjs';
import { whenChanged } from './stamp.mjs';
import { step } from './step.mjs';

const TOOLS = ['tools/Cargo.toml', 'tools/Cargo.lock', 'tools/src', 'rust-toolchain.toml'];
const MINUTE = 60_000;

/**
 * @param {{ build?: boolean, browser?: boolean, browsers?: string[], python?: boolean,
 *   conformance?: boolean, runtimes?: boolean }} [wanted] on top of the toolchain and the npm
 *   packages: the built package and page, a Chromium, browsers of which tests may lack some,
 *   the Python peers, other people's servers and tests, the packed package and what it is tested in
 * @throws {Error} whose message says what is missing and how to get it
 */
export async function setUp(wanted = {}) {
  node();
  await rust();
  await packages('.');
  if (wanted.runtimes) {
    await packages('tests/runtimes');
    await unlessItFails(nodes);
  }
  for (const name of wanted.browsers ?? []) await unlessItFails(() => browser(name));
  if (wanted.browser) await browser('chromium');
  if (wanted.python) await python();
  if (wanted.conformance) {
    await servers();
    await sources();
  }
  if (!wanted.build) return;
  await tools();
  const { buildPackage, buildPage } = await import('./build.mjs');
  await buildPackage();
  await buildPage();
  if (!wanted.runtimes) return;
  const { packed } = await import('./packed.mjs');
  await packed();
}

/** Tests fail that cannot do without, and say how to leave them out. */
async function unlessItFails(get) {
  await get().catch((error) => console.error(error.message));
}

async function packages(folder) {
  if (installed(folder)) return;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const name = folder === '.' ? 'npm packages' : `npm packages of ${folder}`;
  await step(name, () => must('npm', args, { cwd: join(ROOT, folder), output: 'keep' }));
}

// npm leaves the list of what it installed in node_modules. Optional packages are those of other
// platforms, and links point into this repository.
function installed(folder) {
  const listed = join(ROOT, folder, 'node_modules/.package-lock.json');
  if (!existsSync(listed)) return false;
  const has = JSON.parse(readFileSync(listed, 'utf8')).packages;
  const wants = JSON.parse(readFileSync(join(ROOT, folder, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wants)
    .filter(([path, { optional }]) => path.includes('node_modules/') && !optional)
    .every(([path, { version }]) => path in has && has[path].version === version);
}

function tools() {
  const cargo = ['build', '--locked', '--quiet', '--manifest-path', 'tools/Cargo.toml'];
  return whenChanged('tools', TOOLS, ['tools/target/debug/bindgen'], () =>
    step('wasm-bindgen', () =>
      must('cargo', [...cargo, '--target-dir', 'tools/target'], { timeoutMs: 15 * MINUTE }),
    ),
  );
}

if (isMain(import.meta.url)) {
  const tests = process.argv.includes('--tests');
  try {
    await setUp({
      build: true,
      browser: tests,
      browsers: tests ? Object.keys(BROWSERS) : [],
      python: tests,
      conformance: tests,
      runtimes: tests,
    });
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
