import { defaultHeader } from './request-headers.js';

const CLASSES = 'Uint8Array, ArrayBuffer, DataView, Blob, URLSearchParams or ReadableStream';
const FORM_TYPE = 'application/x-www-form-urlencoded;charset=UTF-8';
// A buffer of its own for every text would take longer than to hash it; most texts fit into this.
const SHARED_BYTES = 4096;
let shared;
let encoder;

/**
 * Reads a body in any form that can be signed: what is sent, what is hashed, and the content type
 * that `fetch` would add. Classes are told by their names, since they may be of another realm.
 *
 * @param {unknown} body
 * @param {import('./draft.js').Draft} draft
 * @returns {{ path: string, text: string } | undefined} what is wrong with it
 */
export function readBody(body, draft) {
  draft.body = draft.content = body;
  if (body == null || typeof body === 'string') return undefined;
  if (ArrayBuffer.isView(body)) return readBytes(body.buffer, body, draft);
  switch (Object.prototype.toString.call(body).slice(8, -1)) {
    case 'ArrayBuffer':
      return readBytes(body, {}, draft);
    case 'URLSearchParams':
      draft.body = draft.content = String(body);
      defaultHeader(draft.headers, 'content-type', FORM_TYPE);
      return undefined;
    case 'Blob':
    case 'File':
      return readBlob(body, draft);
    case 'ReadableStream':
      return readStream(body, draft);
    case 'FormData':
      return refused('FormData gets its bytes when it is sent; give a Request made of it');
    default:
      return refused(`expected a string or a ${CLASSES}`);
  }
}

function readBytes(buffer, { byteOffset, byteLength }, draft) {
  try {
    draft.content = new Uint8Array(buffer, byteOffset, byteLength);
    return undefined;
  } catch {
    return refused('its ArrayBuffer is detached');
  }
}

function readBlob(blob, draft) {
  if (typeof blob.arrayBuffer !== 'function') return refused('is a Blob without arrayBuffer()');
  if (blob.type) defaultHeader(draft.headers, 'content-type', blob.type);
  draft.isRead = false;
  return undefined;
}

function readStream(stream, draft) {
  if (!draft.isUnsigned) return refused("a ReadableStream needs the option payload: 'unsigned'");
  if (stream.locked) return refused('is a ReadableStream that has a reader already');
  draft.duplex = 'half';
  return undefined;
}

function refused(text) {
  return { path: 'body', text };
}

/**
 * The bytes to hash of a text or bytes; good until the next call.
 *
 * @param {string | Uint8Array | null | undefined} content
 */
export function bytesOf(content) {
  encoder ??= new TextEncoder();
  shared ??= new Uint8Array(SHARED_BYTES);
  if (typeof content !== 'string') return content ?? shared.subarray(0, 0);
  if (content.length > SHARED_BYTES / 3) return encoder.encode(content);
  return shared.subarray(0, encoder.encodeInto(content, shared).written);
}
