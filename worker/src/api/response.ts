import { PatchlensError } from 'patchlens';
import { AccessRefused } from '../access/access-refused.ts';
import { ApiRefused } from './api-refused.ts';

const PROTOCOL = 'patchlens-fleet/1';
const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'x-content-type-options': 'nosniff',
};

/** An answer that must not be cached. */
export function answered(answer: unknown, status = 200): Response {
  return json(status, { answer });
}

/** An answer from stored rows, which the client may keep and check again by its ETag. */
export async function stored(request: Request, answer: unknown): Promise<Response> {
  const response = json(200, { answer });
  const digest = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer());
  const bytes = [...new Uint8Array(digest).subarray(0, 16)];
  const etag = `"${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}"`;
  const headers = { ...HEADERS, 'cache-control': 'private, no-cache', etag };
  // A proxy that compresses makes the tag a weak one.
  const known = (request.headers.get('if-none-match') ?? '').replaceAll('W/', '').split(/[\s,]+/);
  if (known.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(response.body, { headers });
}

/** What the client is told of an error. The log has those that are faults of the server. */
export function refusal(error: unknown): Response {
  if (error instanceof AccessRefused || error instanceof ApiRefused) {
    return refused(error.status, error.code, error.message);
  }
  if (error instanceof PatchlensError && error.code === 'invalid-input') {
    return refused(400, error.code, error.message);
  }
  console.error(JSON.stringify({ event: 'api-failed', error: String(error) }));
  return refused(500, 'internal', 'The server cannot answer');
}

function refused(status: number, code: string, message: string): Response {
  return json(status, { error: { code, message } });
}

function json(status: number, members: object): Response {
  const body = JSON.stringify({ protocol: PROTOCOL, ...members });
  return new Response(body, { status, headers: { ...HEADERS, 'cache-control': 'no-store' } });
}
