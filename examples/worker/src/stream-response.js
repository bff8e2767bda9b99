/**
 * A response that streams, and the copy of it that is kept for the next requests.
 *
 * A digest of the stream is known after its last byte, too late for a header. So the ETag is a random
 * name, chosen before the first byte. A stream that reached its end is kept for a minute, and a
 * request with its tag gets 304. Another stream of the same fleet has another tag, even if nothing
 * has changed.
 */
import { describe } from './error-response.js';
import { ndjson } from './ndjson.js';

const KEPT_SECONDS = 60;
/** Larger streams are not kept: a Worker has 128 MB for everything that it does at once. */
const KEPT_BYTES = 16_000_000;
const HEADERS = {
  'content-type': 'application/x-ndjson; charset=utf-8',
  // A browser may keep it, for the same token only, and must revalidate it before each use: these
  // headers are sent before it is known whether the stream will end with an error.
  'cache-control': 'private, no-cache',
  vary: 'Authorization',
  'x-content-type-options': 'nosniff',
};

/**
 * @param {Request} request
 * @param {ExecutionContext} context
 * @param {(signal: AbortSignal) => Promise<AsyncIterator<object[]>>} begin
 * @returns {Promise<Response>}
 * @throws the errors before the first batch, so that the response can have their status
 */
export async function streamResponse(request, context, begin) {
  // A cache of its own, so that nothing else is found in it. The token is not part of the key.
  const cache = await caches.open('streams');
  const key = new URL(new URL(request.url).pathname, request.url).href;
  const kept = isReload(request) ? undefined : await cache.match(key);
  if (kept) return keptResponse(kept, request);

  const abort = new AbortController();
  request.signal.addEventListener('abort', () => abort.abort(request.signal.reason));
  const batches = await begin(abort.signal);
  const first = await batches.next();
  const etag = `"${crypto.randomUUID()}"`;
  const copy = copyUpTo(KEPT_BYTES);
  const body = ndjson(batches, first, {
    abort,
    describe,
    onChunk: copy.add,
    onEnd: () => context.waitUntil(keep(cache, key, etag, copy.chunks())),
  });
  return new Response(body, { headers: { ...HEADERS, etag } });
}

/**
 * Whether the request is a reload. Beside a tag `no-cache` means nothing: `fetch` adds it to every
 * request whose tag was set by a script.
 */
function isReload({ headers }) {
  return /\bno-cache\b/.test(headers.get('cache-control') ?? '') && !headers.has('if-none-match');
}

function keptResponse(kept, request) {
  const etag = kept.headers.get('etag');
  const headers = { ...HEADERS, etag };
  if (names(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(kept.body, { headers });
}

/** Compression on the way makes a tag weak; it still names the same stream. */
function names(header, etag) {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/** Drops everything once it is more than `limit` bytes. */
function copyUpTo(limit) {
  let chunks = [];
  let size = 0;
  const add = (chunk) => {
    size += chunk.length;
    if (size > limit) chunks = [];
    else chunks.push(chunk);
  };
  return { add, chunks: () => (size > limit ? undefined : chunks) };
}

async function keep(cache, key, etag, chunks) {
  if (chunks === undefined) return;
  const headers = { etag, 'cache-control': `max-age=${KEPT_SECONDS}` };
  await cache.put(key, new Response(new Blob(chunks), { headers }));
}
