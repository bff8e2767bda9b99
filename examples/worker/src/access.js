/** Who gets a response: the bearer of the token, from this origin or the configured one. */
import { allowedOrigin } from './settings.js';

/**
 * Compares digests, so that neither the time nor the length reveals anything of the token.
 *
 * @param {Request} request
 * @param {string} accessToken
 */
export async function isAuthorized(request, accessToken) {
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const [one, other] = await Promise.all([given, accessToken].map(digest));
  return crypto.subtle.timingSafeEqual(one, other);
}

function digest(text) {
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
}

/**
 * @param {Request} request
 * @param {Record<string, unknown>} env
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
 * @param {Record<string, unknown>} env
 */
export function withCors(response, request, env) {
  // Always: a cache must not give one origin the response for another.
  response.headers.append('vary', 'Origin');
  if (isAllowed(request, env)) {
    response.headers.set('access-control-allow-origin', allowedOrigin(env));
    response.headers.set('access-control-expose-headers', 'etag');
  }
  return response;
}

function isAllowed(request, env) {
  const origin = allowedOrigin(env);
  return origin !== undefined && request.headers.get('origin') === origin;
}
