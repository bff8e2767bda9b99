/** A provider whose errors are in the messages of a client's. */
import { PatchlensError } from 'patchlens';
import { messageOf } from '../command-error.js';

/**
 * A client does not quote the errors of a provider, which could contain a secret, and a scan does not keep
 * their causes. The errors of the command line contain none.
 *
 * @param {() => Promise<import('patchlens').Credentials>} provider
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
