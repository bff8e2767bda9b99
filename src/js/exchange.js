import { PatchlensError } from './error.js';

/**
 * A response, or the error of `fetch`.
 * @typedef {{ status: number, headers: Headers, body: string | Uint8Array } | { thrown: unknown }} Outcome
 */

// workerd rejected the member `cache` until late 2024, and `credentials` before that.
const PRIVACY = [
  { credentials: 'omit', cache: 'no-store' },
  { credentials: 'omit' },
  { cache: 'no-store' },
  {},
];

/** The first of {@link PRIVACY} that a `Request` takes, and which that was. */
let taken = { by: undefined, privacy: {} };

/**
 * What to call `fetch` with for a request without cookies, caching and redirects: a POST with the
 * body, or a GET without one. A POST does not need `no-store`, since browsers do not cache its response;
 * with it, Chromium would send a preflight before each request.
 *
 * A function of the user's gets a `Request`. The global one gets its parts: it would copy a `Request`
 * with its body, which takes Node a quarter of the whole call.
 *
 * @param {Function | undefined} fetch of the user
 * @param {string} url
 * @param {object} parts
 * @param {Record<string, string>} parts.headers
 * @param {string} [parts.body]
 * @param {AbortSignal} parts.signal
 * @returns {[Request] | [string, RequestInit]}
 * @throws {PatchlensError} in a runtime without the Fetch API, or with one that rejects the request
 */
export function requestOf(fetch, url, { headers, body, signal }) {
  try {
    if (taken.by !== globalThis.Request) {
      taken = { by: globalThis.Request, privacy: PRIVACY.find(isTaken) };
    }
    const isPost = body !== undefined;
    const { cache, ...others } = taken.privacy ?? {};
    const privacy = isPost ? others : taken.privacy;
    const init = { method: isPost ? 'POST' : 'GET', headers, body, signal, redirect: 'manual', ...privacy };
    // Headers throw here, where their error is not quoted, what `fetch` would throw.
    return fetch ? [new Request(url, init)] : [url, { ...init, headers: new Headers(headers) }];
  } catch (error) {
    // The runtime's message can quote the headers, which contain the session token.
    const problem =
      typeof Request === 'undefined'
        ? 'this runtime has no Request, a class of the Fetch API'
        : 'this runtime rejects it; see the cause';
    const message = `Cannot send a request: ${problem}`;
    throw new PatchlensError({ code: 'network', message, reason: 'other', retryable: false }, error);
  }
}

function isTaken(init) {
  try {
    return new Request('https://aws.amazon.com/', init) && true;
  } catch {
    return false;
  }
}

/**
 * Sends a request and reads the whole response. Never rejects.
 *
 * @param {Function | undefined} fetch the global one if absent
 * @param {ReturnType<typeof requestOf>} request
 * @param {'text' | 'bytes'} form of the body of a 2xx response; others are read as text
 * @returns {Promise<Outcome>}
 */
export async function exchange(fetch = globalThis.fetch, request, form) {
  try {
    const response = await fetch(...request);
    const status = +response?.status;
    // A service worker answers with `Response.error()` where it has no network.
    if (!(status >= 0 && status < 1000) || response.type === 'error') throw notAResponse();
    const body = await bodyOf(response, isSuccess(status) ? form : 'text');
    return { status, headers: response.headers, body };
  } catch (thrown) {
    return { thrown };
  }
}

async function bodyOf(response, form) {
  if (form === 'bytes') return new Uint8Array(await response.arrayBuffer());
  const text = await response.text();
  if (typeof text !== 'string') throw notAResponse();
  return text;
}

function notAResponse() {
  return new TypeError('fetch did not return a Response');
}

/** @param {number} status */
export function isSuccess(status) {
  return status >= 200 && status < 300;
}

/**
 * @param {Headers} headers or whatever a custom `fetch` puts in their place
 * @returns {(name: string) => string | undefined} a header's value; undefined if it is absent or
 *   cannot be read
 */
export function headerReader(headers) {
  return (name) => {
    try {
      const value = headers.get(name);
      return typeof value === 'string' ? value : undefined;
    } catch {
      return undefined;
    }
  };
}

/**
 * @param {unknown} thrown
 * @returns {string} its message, with the code of its cause: `fetch failed (ECONNREFUSED)`
 */
export function wordsOf(thrown) {
  try {
    const code = thrown?.cause?.code;
    const words = String(thrown?.message || thrown);
    return code === undefined ? words : `${words} (${String(code)})`;
  } catch {
    return 'fetch threw a value that cannot be read';
  }
}
