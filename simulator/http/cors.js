/** The headers that scripts of other origins may send; AWS refuses all others at the preflight. */
const ALLOWED_HEADERS = [
  'authorization',
  'content-type',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-target',
  'x-amz-user-agent',
  'amz-sdk-invocation-id',
  'amz-sdk-request',
];
const EXPOSED_HEADERS = ['x-amzn-requestid', 'x-amzn-errortype', 'x-amz-retry-after', 'date'];

/**
 * The response to an OPTIONS request: permission only if the method and every requested header are
 * allowed.
 * @param {Request} request
 * @returns {Response}
 */
export function preflight(request) {
  const origin = request.headers.get('origin');
  if (origin === null || !isAllowed(request.headers)) {
    return new Response(null, { status: 403, headers: { vary: 'Origin' } });
  }
  return new Response(null, {
    status: 200,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': ALLOWED_HEADERS.join(', '),
      'access-control-max-age': '7200',
      vary: 'Origin',
    },
  });
}

/**
 * The CORS headers of any other response.
 * @param {string | null} origin
 * @param {{ expose: boolean }} options whether scripts may read the request id, the error type,
 *   the retry hint and the date
 */
export function corsHeaders(origin, { expose }) {
  if (origin === null) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    ...(expose ? { 'access-control-expose-headers': EXPOSED_HEADERS.join(', ') } : {}),
  };
}

function isAllowed(headers) {
  const requested = (headers.get('access-control-request-headers') ?? '').toLowerCase().split(',');
  const names = requested.map((name) => name.trim()).filter(Boolean);
  return (
    headers.get('access-control-request-method') === 'POST' &&
    names.every((name) => ALLOWED_HEADERS.includes(name))
  );
}
