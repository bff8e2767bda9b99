/** Drives Firefox with WebDriver BiDi. */
import { launch } from 'puppeteer-core';
import { playwrightPath } from '../../../scripts/browser.mjs';
import { executable } from '../../../scripts/executable.mjs';
import { FIREFOX, firefoxPath } from '../../../scripts/firefox.mjs';
import { openPlaywrights } from './playwright.mjs';

/** @returns {Promise<import('./session.mjs').Session>} */
export async function openFirefox() {
  const isPlaywrights = !executable(FIREFOX) && (await playwrightPath('firefox'));
  return isPlaywrights ? openPlaywrights('firefox', 'Firefox') : openSystems();
}

async function openSystems() {
  const browser = await launch({ browser: 'firefox', executablePath: firefoxPath() });
  const complaints = [];
  const page = await browser.newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  const version = (await browser.version()).replace(/^\D*/, '');
  return {
    runtime: `Firefox ${version}`,
    complaints,
    visit: async (url) => void (await page.goto(url)),
    close: () => browser.close(),
  };
}
