/** Drives browsers with Playwright. */
import { chromium, firefox, webkit } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../../scripts/chromium.mjs';

const TYPES = { firefox, webkit };

/** @returns {Promise<import('./session.mjs').Session>} the system's Chromium */
export async function openChromium() {
  const args = [...CHROMIUM_ARGS, '--js-flags=--expose-gc'];
  const options = { executablePath: chromiumPath(), args };
  return session('Chromium', await chromium.launch(options));
}

/** @returns {Promise<import('./session.mjs').Session>} Playwright's own build of a browser */
export async function openPlaywrights(name, title) {
  return session(`${title} (Playwright)`, await TYPES[name].launch());
}

async function session(title, browser) {
  const complaints = [];
  const page = await browser.newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  return {
    runtime: `${title} ${browser.version()}`,
    complaints,
    page,
    visit: async (url) => void (await page.goto(url)),
    close: () => browser.close(),
  };
}
