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

export async function signRequest(request, options) {
  const cache = cacheOf(options?.credentials);
  const draft = draftOf(request ?? {}, options ?? {});
  const signer = signerOf(cache, draft, request, options);
  if (!cache.isFresh) await refresh(cache);
  return signed(draft, signer);
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
  if (problem === undefined) return;
  const message = `Cannot sign the request: no credentials: ${problem}`;
  const record = { code: 'credentials', reason: 'other', message, retryable: false };
  throw new PatchlensError(record, cause);
}

/** What `fetch` takes, and the texts that were signed. */
function signed({ timeMs, method, url, host, path, query, headers, body }, signer) {
  const parts = [];
  decided(() => signer.sign(timeMs, method, host, path, query, headers, bytesOf(body), parts));
  const [canonicalRequest, stringToSign, , , , , sentPath, sentQuery] = parts;
  if (sentPath !== undefined) url.pathname = sentPath;
  if (sentQuery !== undefined) url.search = sentQuery;
  const sent = sentHeaders(headers, parts);
  const request = { method, url: url.href, headers: sent, canonicalRequest, stringToSign };
  if (body !== undefined) request.body = body;
  return request;
}

/** The headers, names and values in turn, as an object, with those that signing adds. */
function sentHeaders(list, [, , authorization, date, token, hash]) {
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
