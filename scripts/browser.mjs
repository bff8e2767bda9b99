/**
 * A Chromium for the tests of the page: the one there is, else the system's package, else
 * Playwright's build in the user's own cache.
 */
import { existsSync } from 'node:fs';
import { chromiumPath } from './chromium.mjs';
import { ask, must } from './process.mjs';
import { step } from './step.mjs';

const MINUTE = 60_000;

/** @throws {Error} that says what was tried and how to get one */
export async function chromium() {
  if (found() || (await fromCache())) return;
  const failures = [];
  await step('Chromium', async () => {
    for (const install of [fromApt, fromPlaywright]) {
      if (found() || (await fromCache())) return;
      await install().catch((error) => failures.push(error.message));
    }
  });
  if (found() || (await fromCache())) return;
  try {
    chromiumPath();
  } catch (error) {
    throw new Error([...failures, error.message].join('\n'));
  }
}

function found() {
  try {
    return Boolean(chromiumPath());
  } catch (error) {
    if (process.env.CHROMIUM_PATH) throw error;
    return false;
  }
}

// Only this process and its children are told: nobody else has to know of Playwright's cache.
async function fromCache() {
  const { chromium: browser } = await import('playwright-core');
  const there = existsSync(browser.executablePath());
  if (there) process.env.CHROMIUM_PATH = browser.executablePath();
  return there;
}

async function fromApt() {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
  if ((await ask(apt[0], [...apt.slice(1), '--version'])) === undefined) {
    throw new Error('apt-get is not here, or not allowed without a password');
  }
  await must(apt[0], [...apt.slice(1), 'update'], { output: 'keep' });
  await must(apt[0], [...apt.slice(1), 'install', '-y', '--no-install-recommends', 'chromium'], {
    output: 'keep',
  });
}

async function fromPlaywright() {
  await must('npx', ['playwright-core', 'install', 'chromium'], { output: 'keep', timeoutMs: 5 * MINUTE });
}
