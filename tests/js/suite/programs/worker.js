/** For workerd; the URL of the service is in the environment. */
import * as patchlens from 'patchlens';
import * as fleet from 'patchlens/fleet';
import { run } from '../index.js';

export default {
  async fetch(request, { SERVICE }) {
    return Response.json(await run({ patchlens, fleet, url: SERVICE }));
  },
};
