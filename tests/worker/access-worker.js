/** A Worker that answers who asks it, and whether they may change something. */
import { identify } from '../../worker/src/access/identify.ts';
import { checkStateChange } from '../../worker/src/access/state-change.ts';

export default {
  async fetch(request, env) {
    try {
      const identity = await identify(request, env);
      if (new URL(request.url).pathname === '/change') checkStateChange(request, identity);
      return Response.json(identity);
    } catch (error) {
      const { name, code, message, status } = error;
      if (name !== 'AccessRefused') throw error;
      console.log(`${error.stack} ${JSON.stringify(error)}`);
      return Response.json({ code, message }, { status });
    }
  },
};
