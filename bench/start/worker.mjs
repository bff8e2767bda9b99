/** Responds after its first signed request; the bundler selects the program. */
import { firstSigned } from 'bench:program';

export default {
  async fetch() {
    return new Response(await firstSigned());
  },
};
