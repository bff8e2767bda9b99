import { readBody } from './request-body.js';
import { readHeaders } from './request-headers.js';

const METHOD = /^[A-Za-z-]+$/;

/**
 * A request to sign, in the form in which `fetch` will send it.
 * @typedef {object} Draft
 * @property {{ path: string, text: string }} [problem] why it cannot be signed; without it, all of
 *   the following is there
 * @property {boolean} isPlain whether nothing is left to be checked but the region and the service
 * @property {number} timeMs
 * @property {string} method in upper case
 * @property {URL} url
 * @property {string} host
 * @property {string} path
 * @property {string} query without `?`
 * @property {string[]} headers names and values in turn
 * @property {string | Uint8Array | null | undefined} body
 */

/** @returns {Draft} */
export function draftOf({ method, url: given, headers, body, ...others }, options) {
  const { credentials, region, service, date, doubleEncodePath, ...settings } = options;
  const url = parsed(given);
  if (!url?.host) return { problem: problemOf(given, url), isPlain: false };
  // None of these is sent. To set them takes long, even to nothing.
  if (url.username || url.password || url.hash) url.username = url.password = url.hash = '';
  const draft = {
    problem: undefined,
    isPlain: false,
    timeMs: date == null ? Date.now() : +new Date(date),
    method: String(method ?? 'GET').toUpperCase(),
    url,
    host: url.host,
    path: url.pathname,
    query: url.search.slice(1),
    headers: [],
    body,
  };
  draft.problem = problemWith(draft) ?? readHeaders(headers, draft.headers) ?? readBody(body);
  draft.isPlain = !draft.problem && date === undefined && isEmpty(others) && isEmpty(settings);
  return draft;
}

function parsed(url) {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

function problemOf(given, url) {
  if (url) return { path: 'url', text: 'has no host' };
  // Rust notes that it is missing.
  if (given == null) return undefined;
  // A text that may hold a password is not quoted.
  const isQuotable = typeof given === 'string' && !given.includes('@');
  const quoted = isQuotable ? `, got ${JSON.stringify(given)}` : '';
  return { path: 'url', text: `expected an absolute URL${quoted}` };
}

function problemWith({ method }) {
  return METHOD.test(method) ? undefined : { path: 'method', text: 'is not an HTTP method' };
}

function isEmpty(object) {
  for (const _ in object) return false;
  return true;
}
