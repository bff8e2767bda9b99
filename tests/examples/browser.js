/** Pages in Chromium that tell what they got, what they said and what they complained of. */
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';

/** @returns {Promise<import('playwright-core').Browser>} */
export function openBrowser() {
  return chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
}

/**
 * A page in a profile of its own.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {object} [options]
 * @param {RegExp} [options.expect] messages of the console that are part of the test
 * @returns {Promise<import('playwright-core').Page & { said: string[], complaints: string[],
 *   leave: () => Promise<void> }>} `said` has every body, header and message; `leave` closes it
 */
export async function visit(browser, url, { expect, ...context } = {}) {
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
  page.on('requestfinished', (request) => bodies.push(bodyOf(request, said)));
  await page.goto(url);
  const leave = async () => {
    await Promise.all(bodies);
    await profile.close();
  };
  return Object.assign(page, { said, complaints, leave });
}

async function bodyOf(request, said) {
  const response = await request.response();
  said.push(JSON.stringify(await response.allHeaders()));
  // The text of a redirect or of an answer without a body cannot be had.
  if (response.ok()) said.push(await response.text());
}
