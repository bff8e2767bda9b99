/** `POST /v1/scan` of docs/backend-protocol.md: the page starts a reading. */
import { protocolAnswer, protocolError } from './protocol-answer.js';

export const SCAN_PATH = '/v1/scan';

const JSON_TYPE = /^application\/json\s*(;|$)/i;
/** The body is `{}`. */
const MOST_BYTES = 1024;

/**
 * @param {() => object} start the reading
 * @param {import('node:http').IncomingMessage} incoming whose cookie and origin are checked already
 */
export async function answerScan(start, incoming) {
  const { method, headers } = incoming;
  if (method !== 'POST') return protocolError(405, 'method-not-allowed', 'This path takes POST', { allow: 'POST' });
  // A person opens a URL by GET alone: a change comes from the page, or from a program without a browser.
  if (!['same-origin', undefined].includes(headers['sec-fetch-site'])) {
    return protocolError(403, 'forbidden', 'A change must come from the page of this server');
  }
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) {
    return protocolError(415, 'unsupported-media-type', 'The body must be application/json');
  }
  const body = await textOf(incoming);
  if (body === undefined) return protocolError(413, 'too-large', `The body has more than ${MOST_BYTES} bytes`);
  if (!isEmptyObject(body)) return protocolError(400, 'invalid-input', 'Cannot start a reading: the body: expected {}');
  return protocolAnswer(202, { answer: start() });
}

/** @returns {Promise<string | undefined>} `undefined` for more than a body can be */
async function textOf(incoming) {
  const chunks = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  return size > MOST_BYTES ? undefined : Buffer.concat(chunks).toString();
}

function isEmptyObject(text) {
  try {
    const value = JSON.parse(text);
    return Object(value) === value && !Array.isArray(value) && Object.keys(value).length === 0;
  } catch {
    return false;
  }
}
