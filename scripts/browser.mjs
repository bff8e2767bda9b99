/**
 * Browsers for the tests: the installed one, else the system's package, else Playwright's build in
 * the user's cache.
 *
 *     node scripts/browser.mjs firefox webkit
 */
import { existsSync } from 'node:fs';
import { apt } from './apt.mjs';
import { CHROMIUM, chromiumPath } from './chromium.mjs';
import { executable } from './executable.mjs';
import { FIREFOX, firefoxPath } from './firefox.mjs';
import { isMain, must } from './process.mjs';
import { step } from './step.mjs';
import { DISPLAY_SERVER, DRIVER, webkitPaths } from './webkit.mjs';

const MINUTE = 60_000;
/**
 * The browsers by Playwright's names. `packages` has sets of packages, the best first; `demand` throws
 * an error that says how to get the browser.
 */
export const BROWSERS = {
  chromium: {
    programs: [CHROMIUM],
    packages: [['chromium-headless-shell'], ['chromium']],
    demand: chromiumPath,
  },
  firefox: { programs: [FIREFOX], packages: [['firefox-esr']], demand: firefoxPath },
  webkit: {
    programs: [DRIVER, DISPLAY_SERVER],
    packages: [['webkit2gtk-driver', 'xvfb']],
    demand: webkitPaths,
  },
};

/**
 * @param {'chromium' | 'firefox' | 'webkit'} name
 * @throws {Error} that says what was tried and how to get the browser
 */
export async function browser(name) {
  if (await isThere(name)) return;
  const failures = await step(name, () => install(name));
  if (await isThere(name)) return;
  throw new Error([...failures, howToGet(name)].join('\n'));
}

/** @returns {Promise<string | undefined>} the path of Playwright's own build, if it is installed */
export async function playwrightPath(name) {
  const path = (await import('playwright-core'))[name].executablePath();
  return existsSync(path) ? path : undefined;
}

async function install(name) {
  const failures = [];
  const packaged = BROWSERS[name].packages.map((packages) => () => apt(...packages));
  for (const way of [...packaged, () => playwright(name)]) {
    await way().catch((error) => failures.push(error.message));
    if (await isThere(name)) break;
  }
  return failures;
}

async function isThere(name) {
  if (BROWSERS[name].programs.every((program) => executable(program))) return true;
  const path = await playwrightPath(name);
  // For this process and its children.
  if (path && name === 'chromium') process.env.CHROMIUM_PATH = path;
  return path !== undefined;
}

async function playwright(name) {
  await must('npx', ['playwright-core', 'install', name], {
    output: 'keep',
    timeoutMs: 5 * MINUTE,
  });
}

function howToGet(name) {
  try {
    BROWSERS[name].demand();
    return '';
  } catch (error) {
    return error.message;
  }
}

if (isMain(import.meta.url)) for (const name of process.argv.slice(2)) await browser(name);
