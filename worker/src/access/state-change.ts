import { AccessRefused } from './access-refused.ts';
import type { Identity } from './identity.ts';

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/**
 * Checks that a request may change something. The browser sends the cookie of Access also for another
 * site's request, so a person's request must come from this site's own page; a service token has no
 * cookie.
 *
 * @throws {AccessRefused}
 */
export function checkStateChange(request: Request, { role, isMachine }: Identity): void {
  if (request.method !== 'POST') throw new AccessRefused('method-not-allowed', 'A change needs POST');
  if (!JSON_TYPE.test(request.headers.get('content-type') ?? '')) {
    throw new AccessRefused('unsupported-media-type', 'A change needs the content type application/json');
  }
  if (!isMachine && request.headers.get('sec-fetch-site') !== 'same-origin') {
    throw new AccessRefused('forbidden', 'A change must come from the page of this server');
  }
  if (role !== 'editor') throw new AccessRefused('forbidden', 'You may read this and not change it');
}
