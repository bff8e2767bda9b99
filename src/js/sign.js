import { cacheOf } from './credentials.js';
import { PatchlensError, decided } from './error.js';
import { wasm } from './wasm.js';

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
const METHOD = /^[A-Za-z-]+$/;
// What fetch sends as the very bytes that are signed: ASCII, and no line break or NUL.
const VALUE = /^[\t\x20-\x7e]*$/;

export async function signRequest(request, options) {
  const keyring = cacheOf(options?.credentials);
  const { problem = ['', ''], method, url, headers, body } = read(request ?? {});
  decided(() => wasm().checkSigning(request, options, keyring.core, ...problem));
  const { problem: missing, cause } = await keyring.ensure();
  if (missing) throw new PatchlensError(withoutCredentials(missing), cause);
  return decided(() => signed(options, keyring, method, url, headers, body));
}

function withoutCredentials(problem) {
  const message = `Cannot sign the request: no credentials: ${problem}`;
  return { code: 'credentials', reason: 'other', message, retryable: false };
}

function signed(options, { core }, method, url, headers, body) {
  const { region, service, date, doubleEncodePath } = options;
  const { host, pathname, search } = url;
  const lines = [region, service, method, host, pathname, search.slice(1), ...Object.entries(headers).flat()];
  const [canonicalRequest, stringToSign, ...added] = wasm()
    .signRequest(
      core,
      date == null ? NaN : +new Date(date),
      doubleEncodePath,
      lines.join('\n'),
      body ?? '',
    )
    .split('\0');
  Object.assign(headers, Object.fromEntries(added.flatMap((name, i) => (i % 2 ? [] : [[name, added[i + 1]]]))));
  const request = { method, url: url.href, headers: { ...headers }, canonicalRequest, stringToSign };
  return body === undefined ? request : { ...request, body };
}

/** The request in the form in which `fetch` will send it, or the problem with it: path and text. */
function read({ method, url: given, headers: init, body }) {
  method ??= 'GET';
  let url;
  try {
    url = new URL(given);
  } catch {
    // That it is missing is noted elsewhere. A text that may hold a password is not quoted.
    if (given == null) return {};
    const quoted = typeof given !== 'string' || /@/.test(given) ? '' : `, got ${JSON.stringify(given)}`;
    return { problem: ['url', `expected an absolute URL${quoted}`] };
  }
  if (!url.host) return { problem: ['url', 'has no host'] };
  // None of these is sent. To set them takes long, even to nothing.
  const { username, password, hash } = url;
  if (username || password || hash) url.username = url.password = url.hash = '';
  if (!METHOD.test(method)) return { problem: ['method', 'is not an HTTP method'] };
  if (body != null && typeof body !== 'string' && !(body instanceof Uint8Array)) {
    return { problem: ['body', 'expected a string or a Uint8Array'] };
  }
  return { url, method: String(method).toUpperCase(), body, ...readHeaders(init ?? {}) };
}

/** Names in lower case, each once: values of one name are joined as `Headers` joins them. */
function readHeaders(init) {
  const headers = Object.create(null); // With no name taken.
  const pairs = init[Symbol.iterator] ? init : Object.entries(init);
  for (const pair of typeof init === 'object' ? pairs : [init]) {
    if (!Array.isArray(pair) || pair.length !== 2) return { problem: ['headers', 'expected names and values'] };
    const name = String(pair[0]);
    const value = String(pair[1]).trim();
    if (!TOKEN.test(name)) {
      return { problem: ['headers', `${JSON.stringify(name)} is not a header name`] };
    }
    if (!VALUE.test(value)) {
      return { problem: [`headers.${name}`, 'holds a character that no header can carry'] };
    }
    const key = name.toLowerCase();
    headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
  }
  return { headers };
}
