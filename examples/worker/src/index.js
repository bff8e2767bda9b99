/**
 * A proxy that keeps AWS keys out of the browser. It reads Patch Manager with keys that are secrets
 * of this Worker, for requests with its access token, and serves the page that shows the fleet.
 *
 *     GET /api/connection          { "region": "eu-central-1" }
 *     GET /api/fleet               NDJSON: { "node": { "id", "info", "state" } } …
 *     GET /api/nodes/:id/patches   NDJSON: { "patch": { … } } …
 *
 * NDJSON ends with a line { "end": { "count" } }, or { "error": { … } } after an error. A stream
 * without either was cut off.
 */
import { isAuthorized, preflight, withCors } from './access.js';
import { fleetBatches, patchBatches } from './batches.js';
import { clientOf } from './client.js';
import { errorResponse, HttpError } from './error-response.js';
import { settingsOf } from './settings.js';
import { streamResponse } from './stream-response.js';

/** Tells the page, when it opens, that a Worker serves it and that there is no sample fleet. */
const SAMPLE = { worker: './' };
const NOT_STORED = { 'cache-control': 'no-store' };

export default {
  /**
   * @param {Request} request
   * @param {Record<string, unknown>} env
   * @param {ExecutionContext} context
   */
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    try {
      if (pathname === '/sample.json') return Response.json(SAMPLE, { headers: NOT_STORED });
      if (!pathname.startsWith('/api/')) throw new HttpError(404, 'not-found');
      if (request.method === 'OPTIONS') return preflight(request, env);
      return withCors(await respond(request, env, context).catch(errorResponse), request, env);
    } catch (error) {
      return errorResponse(error);
    }
  },
};

async function respond(request, env, context) {
  const settings = settingsOf(env);
  if (!(await isAuthorized(request, settings.accessToken))) throw new HttpError(401, 'unauthorized');
  const route = routeOf(new URL(request.url).pathname);
  if (request.method !== 'GET') throw new HttpError(405, 'method-not-allowed');
  if (route.kind === 'connection') {
    return Response.json({ region: settings.region }, { headers: NOT_STORED });
  }
  return streamResponse(request, context, async (signal) => {
    const client = await clientOf(settings);
    if (route.kind === 'fleet') return fleetBatches(client, signal);
    return patchBatches(client, route.id, signal);
  });
}

/** @throws {HttpError} for any other path */
function routeOf(path) {
  if (path === '/api/connection') return { kind: 'connection' };
  if (path === '/api/fleet') return { kind: 'fleet' };
  const [, id] = /^\/api\/nodes\/([\w-]+)\/patches$/.exec(path) ?? [];
  if (id === undefined) throw new HttpError(404, 'not-found');
  return { kind: 'patches', id };
}
