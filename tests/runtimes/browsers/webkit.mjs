/** Drives WebKitGTK with WebDriver, on a virtual display. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { playwrightPath } from '../../../scripts/browser.mjs';
import { executable } from '../../../scripts/executable.mjs';
import { startProgram } from '../../../scripts/process.mjs';
import { DISPLAY_SERVER, DRIVER, webkitPaths } from '../../../scripts/webkit.mjs';
import { openPlaywrights } from './playwright.mjs';
import { openWebDriver } from './web-driver.mjs';

const LIMIT_MS = 20_000;
const SCREEN = ['-screen', '0', '1280x800x24', '-nolisten', 'tcp'];
const ENV = {
  GDK_BACKEND: 'x11',
  LIBGL_ALWAYS_SOFTWARE: '1',
  WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  // Its sandbox does not work in containers, and it opens only pages of this project.
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
};

/** @returns {Promise<import('./session.mjs').Session>} */
export async function openWebKit() {
  const isInstalled = [DRIVER, DISPLAY_SERVER].every((program) => executable(program));
  const isPlaywrights = !isInstalled && (await playwrightPath('webkit'));
  return isPlaywrights ? openPlaywrights('webkit', 'WebKit') : openSystems();
}

async function openSystems() {
  const { driver, xvfb } = webkitPaths();
  const screen = startProgram(xvfb, ['-displayfd', '1', ...SCREEN], { stdout: 'pipe' });
  const programs = [screen];
  const end = () => programs.forEach((program) => program.end());
  try {
    const env = { ...ENV, DISPLAY: `:${await displayOf(screen.child)}` };
    const port = await freePort();
    programs.push(startProgram(driver, [`--port=${port}`], { env }));
    return await session(`http://127.0.0.1:${port}`, end);
  } catch (error) {
    end();
    throw error;
  }
}

async function session(url, end) {
  const { capabilities, visit, close } = await openWebDriver(url, LIMIT_MS);
  return {
    runtime: `WebKitGTK ${capabilities.browserVersion}`,
    complaints: [],
    visit,
    close: () => close().finally(end),
  };
}

/** Xvfb chooses a free display number and prints it. */
async function displayOf(child) {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const [number] = await once(child.stdout, 'data', { signal });
  return String(number).trim();
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
