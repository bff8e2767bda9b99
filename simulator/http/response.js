import { toJson } from '../json-doubles.js';
import { corsHeaders } from './cors.js';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/**
 * What a service responds, before it becomes an HTTP response.
 * @typedef {object} ServiceResponse
 * @property {number} [status]
 * @property {object} [body] sent as JSON
 * @property {string} [text] sent in place of `body`, unchanged
 * @property {string} [code] the error code, in an error response
 * @property {Record<string, string>} [headers]
 * @property {number | 'half'} [cutAt] how many bytes of the body are sent
 * @property {boolean} [isReset] whether the connection ends without a response
 */

/** @param {object} output @returns {ServiceResponse} */
export function successResponse(output) {
  return { status: 200, body: output };
}

/** @param {import('../service-error.js').ServiceError} error @returns {ServiceResponse} */
export function errorResponse({ status, code, body }) {
  return { status, code, body };
}

/**
 * @param {ServiceResponse} response
 * @param {{ requestId: string, origin: string | null, now: number,
 *   exposeHeaders: boolean }} exchange
 * @returns {Response} a network error (`Response.error()`) if the connection is to be reset
 */
export function toHttp(response, { requestId, origin, now, exposeHeaders }) {
  if (response.isReset) return Response.error();
  const bytes = bytesOf(response);
  return new Response(bytes, {
    status: response.status,
    headers: {
      'content-type': CONTENT_TYPE,
      'content-length': String(bytes.byteLength),
      date: new Date(now).toUTCString(),
      'x-amzn-requestid': requestId,
      ...(response.code === undefined ? {} : { 'x-amzn-errortype': response.code }),
      ...corsHeaders(origin, { expose: exposeHeaders }),
      ...response.headers,
    },
  });
}

function bytesOf({ body, text = toJson(body), cutAt }) {
  const bytes = new TextEncoder().encode(text);
  if (cutAt === undefined) return bytes;
  return bytes.subarray(0, cutAt === 'half' ? bytes.byteLength >> 1 : cutAt);
}
