import { readBody } from './request-body.js';
import { defaultHeader, headerOf, readHeaders } from './request-headers.js';

const METHOD = /^[A-Za-z-]+$/;
const HASH = 'x-amz-content-sha256';
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/**
 * A URL as `fetch` sends it: without user name, password and fragment.
 * @typedef {object} Target
 * @property {string} href
 * @property {string} protocol
 * @property {string} host empty if there is none
 * @property {string} path
 * @property {string} query without `?`
 */

/**
 * A request to sign, in the form in which `fetch` will send it.
 * @typedef {object} Draft
 * @property {{ path: string, text: string }} [problem] why it cannot be signed; without it, all of
 *   the following is there
 * @property {boolean} isPlain whether nothing is left to be checked but the region and the service
 * @property {string} method in upper case
 * @property {Target} target
 * @property {string[]} headers names and values in turn
 * @property {unknown} body as it is sent
 * @property {string | Uint8Array | Blob | null} [content] what of the body is hashed
 * @property {boolean} isRead whether that is there already: not of a Blob
 * @property {boolean} isUnsigned whether nothing of the body is signed
 * @property {'half'} [duplex] which `fetch` wants with a stream
 */

/** The target of the last request: most services have one URL for all requests. */
let latest;

/** @returns {Draft} */
export function draftOf({ method, url, headers, body, ...others }, options) {
  const { credentials, region, service, date, doubleEncodePath, ...settings } = options;
  const target = url === latest?.href ? latest : targetOf(url);
  if (!target?.host) return { problem: problemOf(url, target), isPlain: false };
  latest = target;
  const draft = {
    problem: undefined,
    isPlain: false,
    // Rust refuses one that is no string.
    method: typeof method === 'string' ? method.toUpperCase() : 'GET',
    target,
    headers: [],
    body: undefined,
    content: undefined,
    isRead: true,
    isUnsigned: settings.payload === 'unsigned',
    duplex: undefined,
  };
  draft.problem =
    problemWith(draft) ?? readHeaders(headers, draft.headers) ?? readPayload(draft, body);
  draft.isPlain = !draft.problem && date === undefined && isEmpty(others) && isEmpty(settings);
  draft.isPlain &&= method === undefined || typeof method === 'string';
  return draft;
}

/** @returns {Target | undefined} */
function targetOf(given) {
  let url;
  try {
    url = new URL(given);
  } catch {
    return undefined;
  }
  // To set them takes long, even to nothing.
  if (url.username || url.password || url.hash) url.username = url.password = url.hash = '';
  const { href, protocol, host, pathname, search } = url;
  return { href, protocol, host, path: pathname, query: search.slice(1) };
}

function problemOf(given, target) {
  if (target) return { path: 'url', text: 'has no host' };
  // Rust notes that it is missing.
  if (given == null) return undefined;
  if (typeof URL === 'undefined') {
    return { path: 'url', text: 'there is no URL here: set globalThis.URL first' };
  }
  // A text that may hold a password is not quoted.
  const isQuotable = typeof given === 'string' && !given.includes('@');
  const quoted = isQuotable ? `, got ${JSON.stringify(given)}` : '';
  return { path: 'url', text: `expected an absolute URL${quoted}` };
}

function problemWith({ method }) {
  return METHOD.test(method) ? undefined : { path: 'method', text: 'is not an HTTP method' };
}

/** The body, and the header that says what of it is signed. */
function readPayload(draft, body) {
  const { isUnsigned, headers, target } = draft;
  if (isUnsigned && target.protocol !== 'https:') {
    return { path: 'payload', text: '"unsigned" needs an https: URL' };
  }
  if (isUnsigned) defaultHeader(headers, HASH, UNSIGNED);
  const hash = headerOf(headers, HASH);
  if (isUnsigned && hash !== UNSIGNED) {
    return { path: 'payload', text: `"unsigned" contradicts the header ${HASH}` };
  }
  const problem = readBody(body, draft);
  // Nothing is left to hash.
  if (hash !== undefined) Object.assign(draft, { content: undefined, isRead: true });
  return problem;
}

function isEmpty(object) {
  for (const _ in object) return false;
  return true;
}
