/** Answers once its first request is signed; which program that is says who bundles it. */
import { firstSigned } from 'bench:program';

export default {
  async fetch() {
    return new Response(await firstSigned());
  },
};
