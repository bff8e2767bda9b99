/**
 * Where Chromium is. The system's browser comes before a build of Playwright: it is what users have,
 * and the package manager keeps it current. Its headless shell comes first: it is the same engine
 * without the browser's own windows, which take a third of the CPU time of the page's tests.
 */
import { executable } from './executable.mjs';

/** @type {import('./executable.mjs').Wanted} */
export const CHROMIUM = {
  variable: 'CHROMIUM_PATH',
  names: [
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
  ],
  elsewhere: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
};

/** Flags for tests: no sandbox, which containers do not allow, and no traffic of the browser's own. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // As the browser draws text on Debian; the headless shell's own choice is wider.
  '--font-render-hinting=slight',
];

/**
 * The path of Chromium: `CHROMIUM_PATH`, else the first usual name that is installed.
 *
 * @param {Record<string, string | undefined>} [env]
 * @param {string[]} [elsewhere] paths to look at besides PATH
 * @returns {string}
 * @throws {Error} that says how to get Chromium
 */
export function chromiumPath(env = process.env, elsewhere = CHROMIUM.elsewhere) {
  const found = executable({ ...CHROMIUM, elsewhere }, env);
  if (found) return found;
  throw new Error(
    `No Chromium found (looked for ${CHROMIUM.names.join(', ')} in PATH). ` +
      'Install it (Debian, Ubuntu: `apt-get install chromium`; macOS: `brew install chromium`) ' +
      'or set CHROMIUM_PATH to the executable of a Chromium or Chrome.',
  );
}
