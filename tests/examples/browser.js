/** Pages in Chromium, with a record of their responses and of their messages in the console. */
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';

/** @returns {Promise<import('playwright-core').Browser>} */
export function openBrowser() {
  return chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
}

/**
 * A page in a new profile.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {object} [options]
 * @param {RegExp} [options.expect] messages of the console that are part of the test
 * @param {(page: import('playwright-core').Page) => Promise<void>} [options.prepare] called before
 *   the page loads
 * @returns {Promise<import('playwright-core').Page & { said: string[], complaints: string[],
 *   leave: () => Promise<void> }>} `said` has every body, header and message; `leave` closes it
 */
export async function visit(browser, url, { expect, prepare, ...context } = {}) {
  const profile = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...context });
  const page = await profile.newPage();
  page.setDefaultTimeout(15_000);
  const said = [];
  const complaints = [];
  const bodies = [];
  page.on('console', (message) => {
    said.push(message.text());
    if (!['error', 'warning'].includes(message.type())) return;
    if (!expect?.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => {
    said.push(error.stack);
    complaints.push(error.stack);
  });
  const record = (request) => bodies.push(bodyOf(request, said));
  page.on('requestfinished', record);
  await prepare?.(page);
  await page.goto(url);
  const leave = async () => {
    await settled(bodies);
    // A response that comes while the profile closes has no body to be read any more.
    page.off('requestfinished', record);
    await profile.close();
  };
  return Object.assign(page, { said, complaints, leave });
}

/** Waits for all, and for those that are added meanwhile. */
async function settled(promises) {
  for (let known = -1; known < promises.length; ) {
    known = promises.length;
    await Promise.all(promises);
  }
}

async function bodyOf(request, said) {
  const response = await request.response();
  said.push(JSON.stringify(await response.allHeaders()));
  // A redirect and a response without a body have no text.
  if (response.ok()) said.push(await response.text());
}
