// A buffer of its own for every text would take longer than to hash it; most texts fit into this.
const SHARED_BYTES = 4096;
let shared;
let encoder;

/** @returns {{ path: string, text: string } | undefined} what is wrong with a body */
export function readBody(body) {
  if (body == null || typeof body === 'string' || body instanceof Uint8Array) return undefined;
  return { path: 'body', text: 'expected a string or a Uint8Array' };
}

/** The bytes of a body that `fetch` sends; good until the next call. */
export function bytesOf(body) {
  encoder ??= new TextEncoder();
  shared ??= new Uint8Array(SHARED_BYTES);
  if (typeof body !== 'string') return body ?? shared.subarray(0, 0);
  if (body.length > SHARED_BYTES / 3) return encoder.encode(body);
  return shared.subarray(0, encoder.encodeInto(body, shared).written);
}
