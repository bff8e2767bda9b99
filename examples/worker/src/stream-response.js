/**
 * A reading as an answer, and the reading that was kept for whoever asks next.
 *
 * A digest of what is streamed is known after its last byte, when it is too late for a header. So
 * the tag is no digest but the name of this reading, made up before it begins. When it has come to
 * its end it is kept for a minute, and those who name it are told that it still stands (304). Other
 * readings of the same fleet have other tags, even where nothing has changed: what stands is a
 * reading, not a fleet.
 */
import { described } from './refusal.js';
import { ndjson } from './ndjson.js';

const KEPT_SECONDS = 60;
/** Beyond this a reading is not kept: a Worker has 128 MB for all that it does at once. */
const KEPT_BYTES = 16_000_000;
const HEADERS = {
  'content-type': 'application/x-ndjson; charset=utf-8',
  // Kept by the browser of who asked, not for another token, and never used without asking whether
  // it still stands: when this is sent nobody knows how the reading will end, and one that failed
  // stands no more.
  'cache-control': 'private, no-cache',
  vary: 'Authorization',
  'x-content-type-options': 'nosniff',
};

/**
 * @param {Request} request
 * @param {ExecutionContext} context
 * @param {(signal: AbortSignal) => Promise<AsyncIterator<object[]>>} begin
 * @returns {Promise<Response>}
 * @throws what goes wrong before the first batch, so that its status can tell
 */
export async function answerWithReading(request, context, begin) {
  // Of its own name: what is kept there answers nothing but this. The token is no part of the key.
  const cache = await caches.open('readings');
  const key = new URL(new URL(request.url).pathname, request.url).href;
  const kept = wantsNew(request) ? undefined : await cache.match(key);
  if (kept) return keptAnswer(kept, request);

  const abort = new AbortController();
  request.signal.addEventListener('abort', () => abort.abort(request.signal.reason));
  const batches = await begin(abort.signal);
  const first = await batches.next();
  const etag = `"${crypto.randomUUID()}"`;
  const copy = copyUpTo(KEPT_BYTES);
  const body = ndjson(batches, first, {
    abort,
    described,
    onChunk: copy.add,
    onEnd: () => context.waitUntil(keep(cache, key, etag, copy.chunks())),
  });
  return new Response(body, { headers: { ...HEADERS, etag } });
}

/**
 * A reload says so; all others are content with the latest reading. Beside a tag it means nothing:
 * `fetch` adds it to every request whose tag was set by a script.
 */
function wantsNew({ headers }) {
  return /\bno-cache\b/.test(headers.get('cache-control') ?? '') && !headers.has('if-none-match');
}

function keptAnswer(kept, request) {
  const etag = kept.headers.get('etag');
  const headers = { ...HEADERS, etag };
  if (names(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(kept.body, { headers });
}

/** Compression on the way makes a tag weak, and it means the same reading still. */
function names(header, etag) {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/** Lets go of what it has when it becomes too much. */
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
