/** The tests of tests/rust/client, which run in the program that they are compiled into. */
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../scripts/process.mjs';
import { resultsOf } from '../runtimes/browsers/session.mjs';
import { startSite } from '../runtimes/browsers/site.mjs';
import { builtProgram } from './program.js';

export const LIMIT = { timeout: 240_000 };
const PAGES = join(ROOT, 'tests/rust/pages');

/** @returns {Promise<string>} the folder of the program */
export function builtClient() {
  return builtProgram('tests/rust/client', 'rust_client');
}

/**
 * @param {() => Promise<import('../runtimes/browsers/session.mjs').Session>} open
 * @param {string} folder of the program
 * @param {string} service its URL
 * @returns {Promise<Result[]>} those of a page in a browser
 */
export async function inBrowser(open, folder, service) {
  const site = await startSite({ folders: [folder, PAGES], service });
  try {
    const session = await open();
    try {
      return await resultsOf(session, site, '/client.html', service);
    } finally {
      await session.close();
    }
  } finally {
    await site.close();
  }
}

/**
 * Reports each result as a test of its own.
 *
 * @typedef {{ name: string, ok: boolean, message: string }} Result
 * @param {import('node:test').TestContext} context
 * @param {Result[]} results
 */
export async function reported(context, results) {
  if (results.length === 0) throw new Error('the program ran no test');
  for (const { name, ok, message } of results) {
    await context.test(name, () => {
      if (!ok) throw new Error(message);
    });
  }
}

/** Declares the tests of a browser. */
export function testIn(browser, open, place) {
  test(`the client of Rust programs in ${browser}`, LIMIT, async (context) => {
    const { folder, service } = place();
    await reported(context, await inBrowser(open, folder, service.url));
  });
}
