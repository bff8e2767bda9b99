/** Providers over providers. */
import { PatchlensError } from 'patchlens';
import { messageOf } from '../command-error.js';

/** Long enough for all clients of a scan to begin with one result, short enough to get a fresh one. */
const KEPT_MS = 30_000;

/**
 * A provider for several clients: those that ask within half a minute share a result.
 *
 * @param {() => Promise<import('patchlens').Credentials>} find
 * @param {import('patchlens').Credentials} [found] the first result
 */
export function shared(find, found) {
  let kept = found && { result: Promise.resolve(found), until: Date.now() + KEPT_MS };
  return () => {
    if (kept !== undefined && Date.now() < kept.until) return kept.result;
    const result = find();
    kept = { result, until: Date.now() + KEPT_MS };
    result.catch(() => (kept = undefined));
    return result;
  };
}

/**
 * A provider whose errors are in the messages of a client's, which quotes none of other providers, since they
 * could contain a secret; those of the command line do not. A scan does not keep their causes.
 */
export function explained(provider) {
  return async () => {
    try {
      return await provider();
    } catch (error) {
      const { reason = 'other', retryable = false } = error;
      throw new PatchlensError({ code: 'credentials', message: messageOf(error), reason, retryable }, error);
    }
  };
}
