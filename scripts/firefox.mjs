/** Where Firefox is: the system's, as with Chromium. */
import { executable } from './executable.mjs';

/** @type {import('./executable.mjs').Wanted} */
export const FIREFOX = {
  variable: 'FIREFOX_PATH',
  names: ['firefox-esr', 'firefox'],
  elsewhere: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
};

/**
 * The path of a Firefox: `FIREFOX_PATH`, else the first of the usual names that is installed.
 *
 * @param {Record<string, string | undefined>} [env]
 * @param {string[]} [elsewhere] where browsers are that are in no PATH
 * @returns {string}
 * @throws {Error} that says how to get one
 */
export function firefoxPath(env = process.env, elsewhere = FIREFOX.elsewhere) {
  const found = executable({ ...FIREFOX, elsewhere }, env);
  if (found) return found;
  throw new Error(
    `No Firefox found (looked for ${FIREFOX.names.join(', ')} in PATH). ` +
      'Install it (Debian: `apt-get install firefox-esr`; macOS: `brew install --cask firefox`) ' +
      'or set FIREFOX_PATH to its executable.',
  );
}
