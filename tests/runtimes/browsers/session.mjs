/** The interface that drives every browser. */

/**
 * A browser with one page and a new profile.
 *
 * @typedef {object} Session
 * @property {string} runtime the browser's name with its version
 * @property {string[]} complaints lines of the page's console; empty in WebKitGTK
 * @property {(url: string) => Promise<void>} visit opens a page
 * @property {() => Promise<void>} close ends the browser
 * @property {import('playwright-core').Page} [page] if Playwright drives the browser
 */

const LIMIT_MS = 90_000;

/**
 * Opens a page and waits for the results that it sends.
 *
 * @param {Session} session
 * @param {import('./site.mjs').Site} site
 * @param {string} page its path on the site, or its URL
 * @param {string} service URL of the service, passed to the page
 * @returns {Promise<any>} the results
 * @throws {Error} with the end of the console, if no results come
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
