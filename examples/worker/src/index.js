/**
 * The proxy that keeps AWS keys out of the browser. Reads Patch Manager with keys that are secrets
 * of this Worker, for whoever has its access token, and serves the page that shows what was read.
 *
 *     GET /api/connection          { "region": "eu-central-1" }
 *     GET /api/fleet               NDJSON: { "node": { "id", "info", "state" } } …
 *     GET /api/nodes/:id/patches   NDJSON: { "patch": { … } } …
 *
 * NDJSON ends with a line { "end": { "count" } }, or { "error": { … } } if something went wrong on
 * the way; without either it was cut off.
 */
import { isGranted, preflight, withCors } from './access.js';
import { answerWithReading } from './answer.js';
import { clientOf } from './client.js';
import { Refusal, refused } from './refusal.js';
import { fleetOf, patchesOf } from './readings.js';
import { settingsOf } from './settings.js';

/** What the page asks for when it opens: that it is beside a Worker, and no sample of a fleet. */
const BESIDE = { worker: './' };
const NEVER_STORED = { 'cache-control': 'no-store' };

export default {
  /**
   * @param {Request} request
   * @param {Record<string, unknown>} env
   * @param {ExecutionContext} context
   */
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    try {
      if (pathname === '/sample.json') return Response.json(BESIDE, { headers: NEVER_STORED });
      if (!pathname.startsWith('/api/')) throw new Refusal(404, 'not-found');
      if (request.method === 'OPTIONS') return preflight(request, env);
      return withCors(await answer(request, env, context).catch(refused), request, env);
    } catch (error) {
      return refused(error);
    }
  },
};

async function answer(request, env, context) {
  const settings = settingsOf(env);
  if (!(await isGranted(request, settings.accessToken))) throw new Refusal(401, 'unauthorized');
  const route = routeOf(new URL(request.url).pathname);
  if (request.method !== 'GET') throw new Refusal(405, 'method-not-allowed');
  if (route.kind === 'connection') {
    return Response.json({ region: settings.region }, { headers: NEVER_STORED });
  }
  return answerWithReading(request, context, async (signal) => {
    const client = await clientOf(settings);
    return route.kind === 'fleet' ? fleetOf(client, signal) : patchesOf(client, route.id, signal);
  });
}

/** @throws {Refusal} for a path that is none of the three */
function routeOf(path) {
  if (path === '/api/connection') return { kind: 'connection' };
  if (path === '/api/fleet') return { kind: 'fleet' };
  const [, id] = /^\/api\/nodes\/([\w-]+)\/patches$/.exec(path) ?? [];
  if (id === undefined) throw new Refusal(404, 'not-found');
  return { kind: 'patches', id };
}
