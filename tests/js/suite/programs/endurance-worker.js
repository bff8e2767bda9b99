/** For workerd: a batch of calls for each request to `/batch`. */
import * as patchlens from 'patchlens';
import { endurance } from '../endurance.js';

let batch;

export default {
  async fetch(request) {
    if (new URL(request.url).pathname !== '/batch') return new Response();
    batch ??= endurance(patchlens);
    return Response.json(await batch());
  },
};
