import type { Explanation } from './explanation';

/** The Content-Security-Policy of this site forbids a request, which the browser did not send. */
export class PolicyRefusal extends Error {
  override readonly name = 'PolicyRefusal';

  /** @param origin of the request */
  constructor(readonly origin: string) {
    super(`The policy of this site (Content-Security-Policy, connect-src) lacks ${origin}.`);
  }
}

export function policyWords(error: PolicyRefusal): Explanation {
  return {
    title: 'This site’s policy allows connections to AWS only',
    advice:
      `Nothing was sent to ${error.origin}. The operator of this site can allow it; the README of ` +
      'the page says how. With keys, leave the endpoint empty to use AWS’s own.',
    detail: error.message,
    requestId: undefined,
    missingAction: undefined,
    remedy: 'credentials',
    expected: false,
  };
}
