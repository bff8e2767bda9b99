/** Who may ask: the bearer of the token, from this origin or the one that is configured. */

/**
 * Compares digests, so that neither the time nor the length tells anything of the token.
 *
 * @param {Request} request
 * @param {string} accessToken
 */
export async function isGranted(request, accessToken) {
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const [one, other] = await Promise.all([given, accessToken].map(digest));
  return crypto.subtle.timingSafeEqual(one, other);
}

function digest(text) {
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
}

/**
 * @param {Request} request
 * @param {{ ALLOWED_ORIGIN?: string }} env
 */
export function preflight(request, env) {
  const response = new Response(null, { status: 204 });
  if (isAllowed(request, env)) {
    response.headers.set('access-control-allow-methods', 'GET');
    response.headers.set('access-control-allow-headers', 'authorization, if-none-match');
    response.headers.set('access-control-max-age', '600');
  }
  return withCors(response, request, env);
}

/**
 * @param {Response} response whose headers can be changed
 * @param {Request} request
 * @param {{ ALLOWED_ORIGIN?: string }} env
 */
export function withCors(response, request, env) {
  // For all: a cache must not give one origin what was meant for another.
  response.headers.append('vary', 'Origin');
  if (isAllowed(request, env)) {
    response.headers.set('access-control-allow-origin', env.ALLOWED_ORIGIN);
    response.headers.set('access-control-expose-headers', 'etag');
  }
  return response;
}

function isAllowed(request, { ALLOWED_ORIGIN }) {
  return Boolean(ALLOWED_ORIGIN) && request.headers.get('origin') === ALLOWED_ORIGIN;
}
