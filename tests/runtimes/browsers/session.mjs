/** What all browsers are driven by. */

/**
 * A browser with a profile of its own and one page.
 *
 * @typedef {object} Session
 * @property {string} runtime the browser's name with its version
 * @property {string[]} complaints what the page wrote to its console, where that can be read
 * @property {(url: string) => Promise<void>} visit shows a page
 * @property {() => Promise<void>} close ends the browser
 * @property {import('playwright-core').Page} [page] if it is Playwright that drives it
 */

const LIMIT_MS = 90_000;

/**
 * Shows a page and waits for what it sends.
 *
 * @param {Session} session
 * @param {import('./site.mjs').Site} site
 * @param {string} page its path, or its URL if it is elsewhere
 * @param {string} service its URL, which the page is told
 * @returns {Promise<any>} the results
 * @throws {Error} with what the browser complains of, if there are none
 */
export async function resultsOf(session, site, page, service) {
  const expected = site.expect(LIMIT_MS);
  const query = new URLSearchParams({ service, results: expected.url });
  try {
    await session.visit(`${new URL(page, site.url)}?${query}`);
    return await expected.results;
  } catch (error) {
    const complaints = session.complaints.slice(-3).join('\n');
    throw new Error(`${page}: ${error.message}\n${complaints}`, { cause: error });
  } finally {
    expected.forget();
  }
}
