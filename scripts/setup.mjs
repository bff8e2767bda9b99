/**
 * Everything that the project needs, installed and built when it is missing or old. Node is checked
 * and the npm packages are installed by bootstrap.mjs, which runs this file as `npm run build`.
 *
 *     npm run build                 the package and the page
 *     npm run build -- --tests      and everything that the tests need
 */
import { join } from 'node:path';
import { browser, BROWSERS } from './browser.mjs';
import { buildPackage, buildPage, buildTools } from './build.mjs';
import { nodes } from './nodes.mjs';
import { installed, NPM_CI } from './packages.mjs';
import { packed } from './packed.mjs';
import { isMain, must, ROOT } from './process.mjs';
import { python, servers } from './python.mjs';
import { sources } from './sources.mjs';
import { step } from './step.mjs';
import { rust } from './toolchain.mjs';

/**
 * @typedef {object} Wanted on top of the Rust toolchain
 * @property {boolean} [build] the package and the page
 * @property {boolean} [browser] a Chromium
 * @property {string[]} [browsers] browsers that tests report as missing by themselves
 * @property {boolean} [python] the Python peers
 * @property {boolean} [conformance] other people's servers and tests
 * @property {boolean} [runtimes] what the packed package is tested in; with `build`, the package packed
 */

/**
 * @param {Wanted} [wanted]
 * @throws {Error} whose message says what is missing and how to get it
 */
export async function setUp(wanted = {}) {
  await rust();
  // Compilers keep the processors busy, downloads the network.
  await allOf([build(wanted), download(wanted)]);
}

async function build({ build: isWanted, runtimes }) {
  if (!isWanted) return;
  await buildTools();
  await buildPackage();
  await buildPage();
  if (runtimes) await packed();
}

async function download(wanted) {
  if (wanted.runtimes) {
    await npmPackages('tests/runtimes');
    await reportingFailure(nodes);
  }
  for (const name of wanted.browsers ?? []) await reportingFailure(() => browser(name));
  if (wanted.browser) await browser('chromium');
  if (wanted.python) await python();
  if (!wanted.conformance) return;
  await servers();
  await sources();
}

// The tests that need it fail, and say how to leave them out.
async function reportingFailure(get) {
  await get().catch((error) => console.error(error.message));
}

async function npmPackages(folder) {
  if (installed(folder)) return;
  const install = () => must('npm', NPM_CI, { cwd: join(ROOT, folder), output: 'keep' });
  await step(`npm packages of ${folder}`, install);
}

// Waits for all of them, so that none works on after a failure was reported.
async function allOf(promises) {
  const results = await Promise.allSettled(promises);
  const messages = results.flatMap(({ reason }) => reason?.message ?? []);
  if (messages.length > 0) throw new Error(messages.join('\n'));
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
