/**
 * Where Chromium is. Playwright's own browser builds are not downloaded: the system's browser is
 * what users have, and its package manager keeps it current.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MACOS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Flags for a browser that is run by tests: no sandbox (containers), no traffic of its own. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The path of a Chromium: `CHROMIUM_PATH`, else the first of the usual names that is installed.
 *
 * @param {Record<string, string | undefined>} [env]
 * @param {string[]} [applications] where browsers are that are in no PATH
 * @returns {string}
 * @throws {Error} that says how to get one
 */
export function chromiumPath(env = process.env, applications = MACOS) {
  if (env.CHROMIUM_PATH) return named(env.CHROMIUM_PATH);
  const found = [...inPath(env.PATH ?? ''), ...applications].find(isExecutable);
  if (found) return found;
  throw new Error(
    `No Chromium found (looked for ${NAMES.join(', ')} in PATH). ` +
      'Install it (Debian, Ubuntu: `apt-get install chromium`; macOS: `brew install chromium`) ' +
      'or set CHROMIUM_PATH to the executable of a Chromium or Chrome.',
  );
}

/** @param {string} path */
function named(path) {
  if (isExecutable(path)) return path;
  throw new Error(`CHROMIUM_PATH is "${path}", which is not an executable file.`);
}

/** @param {string} path */
function inPath(path) {
  const folders = path.split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
