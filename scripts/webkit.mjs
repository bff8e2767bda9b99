/** Where WebKit is: the driver of WebKitGTK, which starts the browser, and a display for it. */
import { executable } from './executable.mjs';

/** @type {import('./executable.mjs').Wanted} */
export const DRIVER = { variable: 'WEBKIT_DRIVER_PATH', names: ['WebKitWebDriver'] };
/** @type {import('./executable.mjs').Wanted} */
export const DISPLAY_SERVER = { variable: 'XVFB_PATH', names: ['Xvfb'] };

/**
 * @param {Record<string, string | undefined>} [env]
 * @returns {{ driver: string, xvfb: string }} the paths of the driver (`WEBKIT_DRIVER_PATH`) and of
 *   the display server without a screen (`XVFB_PATH`)
 * @throws {Error} that says how to get them
 */
export function webkitPaths(env = process.env) {
  const [driver, xvfb] = [DRIVER, DISPLAY_SERVER].map((wanted) => executable(wanted, env));
  if (driver && xvfb) return { driver, xvfb };
  const missing = [driver ? [] : DRIVER.names, xvfb ? [] : DISPLAY_SERVER.names].flat();
  throw new Error(
    `No WebKitGTK to test in (there is no ${missing.join(', no ')} in PATH). ` +
      'Install it (Debian, Ubuntu: `apt-get install webkit2gtk-driver xvfb`) ' +
      'or set WEBKIT_DRIVER_PATH and XVFB_PATH to the executables.',
  );
}
