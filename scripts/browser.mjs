/**
 * A Chromium for the tests of the page: the one there is, else the system's package, else
 * Playwright's build in the user's own cache.
 */
import { existsSync } from 'node:fs';
import { apt } from './apt.mjs';
import { chromiumPath } from './chromium.mjs';
import { must } from './process.mjs';
import { step } from './step.mjs';

const MINUTE = 60_000;
const WAYS = [() => apt('chromium'), playwright];

/** @throws {Error} that says what was tried and how to get one */
export async function chromium() {
  if (await found()) return;
  const failures = await step('Chromium', install);
  if (await found()) return;
  throw new Error([...failures, whatIsMissing()].join('\n'));
}

async function install() {
  const failures = [];
  for (const way of WAYS) {
    await way().catch((error) => failures.push(error.message));
    if (await found()) break;
  }
  return failures;
}

async function found() {
  if (process.env.CHROMIUM_PATH) return Boolean(chromiumPath());
  if (whatIsMissing() === undefined) return true;
  const { chromium: browser } = await import('playwright-core');
  const cached = existsSync(browser.executablePath());
  // This process and its children are told; nobody else has to know of Playwright's cache.
  if (cached) process.env.CHROMIUM_PATH = browser.executablePath();
  return cached;
}

function whatIsMissing() {
  try {
    chromiumPath();
    return undefined;
  } catch (error) {
    return error.message;
  }
}

async function playwright() {
  await must('npx', ['playwright-core', 'install', 'chromium'], {
    output: 'keep',
    timeoutMs: 5 * MINUTE,
  });
}
