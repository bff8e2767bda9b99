/** How long a browser may keep the answer to a preflight request; Chromium's maximum. */
const MAX_AGE_S = 7200;
const ALLOWED = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, if-none-match',
  'access-control-max-age': String(MAX_AGE_S),
};

/** Whether the page that sends the request, if it is a page, may ask. */
export function allowedOrigin({ url, headers }, origins) {
  const origin = headers.get('origin');
  return origin === null || origin === new URL(url).origin || origins.includes(origin);
}

/** The answer to a browser that asks before it sends a request. It needs no token. */
export function preflight() {
  return new Response(null, { status: 204 });
}

/** Adds the headers by which a browser lets the page read the response. */
export function withCors(response, request, origins) {
  const { headers } = response;
  headers.set('vary', 'Origin, Authorization');
  const origin = request.headers.get('origin');
  if (!origins.includes(origin)) return response;
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-expose-headers', 'etag, retry-after');
  if (request.method !== 'OPTIONS') return response;
  for (const [name, value] of Object.entries(ALLOWED)) headers.set(name, value);
  return response;
}
