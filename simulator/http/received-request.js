/**
 * A request with its body read, as the verifier and the services need it.
 * @typedef {object} ReceivedRequest
 * @property {string} method
 * @property {URL} url
 * @property {Uint8Array} body
 * @property {(name: string) => string | null} header the value of a header, by lower-case name
 * @property {() => Iterable<string>} headerNames
 */

/**
 * @param {Request} request
 * @returns {Promise<ReceivedRequest>}
 */
export async function receive(request) {
  const url = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  return {
    method: request.method,
    url,
    body,
    header: (name) => headerValue(request.headers, name, { url, body }),
    headerNames: () => request.headers.keys(),
  };
}

/**
 * A service worker sees neither `host` nor `content-length`, because the browser adds both later.
 * A client may have signed them all the same.
 */
function headerValue(headers, name, { url, body }) {
  const value = headers.get(name);
  if (value !== null) return asUtf8(value);
  if (name === 'host') return url.host;
  if (name === 'content-length') return String(body.byteLength);
  return null;
}

/** Header values arrive as one character per byte, while clients sign UTF-8 text. */
function asUtf8(value) {
  if (!/[\u0080-\u00ff]/.test(value)) return value;
  const bytes = Uint8Array.from(value, (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return value;
  }
}
