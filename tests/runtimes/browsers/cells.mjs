/** Runs the suite in a browser from the unbundled package: in a page, workers and a strict page. */
import { resultsOf } from './session.mjs';
import { startSite } from './site.mjs';

const SELF = "default-src 'self'";
const STRICT = `${SELF}; script-src 'self' 'wasm-unsafe-eval'`;
const POLICIES = { '/strict.html': STRICT, '/too-strict.html': `${SELF}; script-src 'self'` };
const WAYS = {
  page: '/page.html',
  'module worker': '/worker.html',
  'service worker': '/service-worker.html',
};

/**
 * @param {object} browser
 * @param {string} browser.name the name that `--without` takes
 * @param {() => Promise<import('./session.mjs').Session>} browser.open
 * @param {boolean} [browser.isQuick] whether `--quick` runs it
 * @returns {import('../matrix.mjs').Cell[]}
 */
export function browserCells({ name, open, isQuick }) {
  const runtime = once(() => inSession(open, ({ runtime: title }) => title));
  const cell = (way, run) => ({ name, way, runtime, isQuick, run });
  const ways = Object.entries(WAYS).map(([way, path]) =>
    cell(way, (place) =>
      onSite(open, place, (session, site) => resultsOf(session, site, path, place.url)),
    ),
  );
  return [...ways, cell('page, strict policy', (place) => onSite(open, place, inStrictPages))];
}

/** Calls `work` with a session and a site, and closes both. */
export async function onSite(open, { folder, url }, work) {
  const site = await startSite({ folders: [folder], service: url, policies: POLICIES });
  try {
    return await inSession(open, (session) => work(session, site));
  } finally {
    await site.close();
  }
}

async function inSession(open, work) {
  const session = await open();
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

async function inStrictPages(session, site) {
  const run = await resultsOf(session, site, '/strict.html', site.url);
  return [...run, ...(await resultsOf(session, site, '/too-strict.html', site.url))];
}

function once(work) {
  let result;
  return () => (result ??= work());
}
