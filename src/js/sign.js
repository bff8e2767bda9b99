import { cacheOf } from './credentials.js';
import { draftOf } from './draft.js';
import { PatchlensError, decided } from './error.js';
import { bytesOf } from './request-body.js';
import { wasm } from './wasm.js';

// Most programs sign for one region and service; a few for some at a time.
const MOST_SIGNERS = 8;
const MEMBER = { writable: true, enumerable: true, configurable: true };
/** The signers of each cache of credentials, with the options that they are for. */
const signers = /* @__PURE__ */ new WeakMap();

export async function signRequest(given, options) {
  const cache = cacheOf(options?.credentials);
  const request = isRequest(given) ? await partsOf(given, options?.payload) : given;
  const draft = draftOf(request ?? {}, options ?? {});
  const signer = signerOf(cache, draft, request, options);
  if (!draft.isRead) draft.body = draft.content = await bytesIn(() => draft.content);
  if (!cache.isFresh) await refresh(cache);
  return signed(draft, signer, options.date);
}

/** Whether it is a `Request` of the Fetch API, of whichever realm. */
function isRequest(given) {
  return typeof given?.clone === 'function' && typeof given.arrayBuffer === 'function';
}

/** A `Request` as the object of its parts that is signed. */
async function partsOf(request, payload) {
  const { method, url, body: stream, bodyUsed } = request;
  if (bodyUsed) throw unreadable('has been read already');
  // `fetch` writes the host; one in the headers is where the request came from.
  const headers = [...request.headers].filter(([name]) => name !== 'host');
  if (stream === null) return { method, url, headers };
  if (stream && payload === 'unsigned') return { method, url, headers, body: stream };
  const body = await bytesIn(() => request.clone());
  return body.length > 0 ? { method, url, headers, body } : { method, url, headers };
}

/** @param {() => Blob | Request} source */
async function bytesIn(source) {
  try {
    return new Uint8Array(await source().arrayBuffer());
  } catch (cause) {
    throw unreadable(`cannot be read: ${cause?.message ?? cause}`, cause);
  }
}

function unreadable(text, cause) {
  return failed('invalid-input', `body: ${text}`, cause);
}

/** @throws {PatchlensError} that names everything that is wrong with the request and the options */
function signerOf(cache, draft, request, options) {
  const known = signers.get(cache) ?? [];
  const same = known.find((it) => isFor(it, options));
  if (same && draft.isPlain) return same.signer;
  const { path, text } = draft.problem ?? {};
  // Checks them all.
  const signer = decided(() => new (wasm().Signer)(request, options, cache.core, path, text));
  if (same) {
    signer.free();
    return same.signer;
  }
  const { region, service, doubleEncodePath } = options;
  const latest = { region, service, doubleEncodePath, signer };
  signers.set(cache, [latest, ...known].slice(0, MOST_SIGNERS));
  return signer;
}

function isFor({ region, service, doubleEncodePath }, options) {
  return (
    options?.region === region &&
    options.service === service &&
    options.doubleEncodePath === doubleEncodePath
  );
}

async function refresh(cache) {
  const { problem, cause } = await cache.ensure();
  if (problem !== undefined) throw failed('credentials', `no credentials: ${problem}`, cause);
}

function failed(code, problem, cause) {
  const message = `Cannot sign the request: ${problem}`;
  return new PatchlensError({ code, reason: 'other', message, retryable: false }, cause);
}

/** What `fetch` takes, and the texts that were signed. */
function signed({ method, target, headers, body, content, duplex }, signer, date) {
  const { host, path, query } = target;
  const timeMs = date == null ? Date.now() : +new Date(date);
  // Rust sets its members; `Part` in src/web/sign.rs numbers them.
  const parts = new Array(8);
  decided(() => signer.sign(timeMs, method, host, path, query, headers, bytesOf(content), parts));
  const { 0: canonicalRequest, 1: stringToSign } = parts;
  const url = sentUrl(target.href, parts);
  const sent = sentHeaders(headers, parts);
  const request = { method, url, headers: sent, canonicalRequest, stringToSign };
  if (body !== undefined) request.body = body;
  if (duplex !== undefined) request.duplex = duplex;
  return request;
}

/** The URL with the path and the query in the spelling that was signed. */
function sentUrl(href, { 6: path, 7: query }) {
  if (path === undefined && query === undefined) return href;
  const url = new URL(href);
  if (path !== undefined) url.pathname = path;
  if (query !== undefined) url.search = query;
  return url.href;
}

/** The headers, names and values in turn, as an object, with those that signing adds. */
function sentHeaders(list, { 2: authorization, 3: date, 4: token, 5: hash }) {
  const headers = {};
  for (let index = 0; index < list.length; index += 2) {
    const [name, value] = [list[index], list[index + 1]];
    // A member that is only assigned would be the prototype.
    if (name === '__proto__') Object.defineProperty(headers, name, { value, ...MEMBER });
    else headers[name] = value;
  }
  headers['x-amz-date'] = date;
  if (token !== undefined) headers['x-amz-security-token'] = token;
  if (hash !== undefined) headers['x-amz-content-sha256'] = hash;
  headers.authorization = authorization;
  return headers;
}
