/** For Vercel's edge runtime; the URL of the service is a global. */
import * as patchlens from 'patchlens';
import * as fleet from 'patchlens/fleet';
import { run } from '../index.js';

addEventListener('fetch', (event) => {
  const results = run({ patchlens, fleet, url: globalThis.SERVICE });
  event.respondWith(results.then((it) => Response.json(it)));
});
