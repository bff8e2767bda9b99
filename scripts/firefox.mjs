/** Where Firefox is. */
import { executable } from './executable.mjs';

/** @type {import('./executable.mjs').Wanted} */
export const FIREFOX = {
  variable: 'FIREFOX_PATH',
  names: ['firefox-esr', 'firefox'],
  elsewhere: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
};

/**
 * The path of Firefox: `FIREFOX_PATH`, else the first usual name that is installed.
 *
 * @param {Record<string, string | undefined>} [env]
 * @param {string[]} [elsewhere] paths to look at besides PATH
 * @returns {string}
 * @throws {Error} that says how to get Firefox
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
