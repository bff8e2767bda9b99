import { corsHeaders } from './cors.js';
import { toWireJson } from './wire.js';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/**
 * What a request is answered with, before it becomes HTTP.
 * @typedef {object} Answer
 * @property {number} [status]
 * @property {object} [body] becomes JSON
 * @property {string} [text] sent as it is, in place of `body`
 * @property {string} [code] the error code
 * @property {Record<string, string>} [headers]
 * @property {number | 'half'} [cutAt] how many bytes are sent of what should be
 * @property {boolean} [isReset] no answer at all
 */

/** @param {object} output @returns {Answer} */
export function success(output) {
  return { status: 200, body: output };
}

/** @param {import('./service-error.js').ServiceError} error @returns {Answer} */
export function refusal({ status, code, body }) {
  return { status, code, body };
}

/**
 * @param {Answer} answer
 * @param {{ requestId: string, origin: string | null, now: number,
 *   exposeHeaders: boolean }} exchange
 * @returns {Response} a network error (`Response.error()`) where the connection is to end
 */
export function toResponse(answer, { requestId, origin, now, exposeHeaders }) {
  if (answer.isReset) return Response.error();
  const bytes = bytesOf(answer);
  return new Response(bytes, {
    status: answer.status,
    headers: {
      'content-type': CONTENT_TYPE,
      'content-length': String(bytes.byteLength),
      date: new Date(now).toUTCString(),
      'x-amzn-requestid': requestId,
      ...(answer.code === undefined ? {} : { 'x-amzn-errortype': answer.code }),
      ...corsHeaders(origin, { expose: exposeHeaders }),
      ...answer.headers,
    },
  });
}

function bytesOf({ body, text = toWireJson(body), cutAt }) {
  const bytes = new TextEncoder().encode(text);
  return cutAt === undefined
    ? bytes
    : bytes.subarray(0, cutAt === 'half' ? bytes.byteLength >> 1 : cutAt);
}
