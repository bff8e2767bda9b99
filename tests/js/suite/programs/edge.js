/** For Vercel's edge runtime; the URL of the service is a global. */
import * as patchlens from 'patchlens';
import { run } from '../index.js';

addEventListener('fetch', (event) => {
  event.respondWith(run({ patchlens, url: globalThis.SERVICE }).then((it) => Response.json(it)));
});
