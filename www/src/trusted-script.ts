/**
 * The only script that the page names while it runs: the worker of the sample fleet. The site's
 * policy demands a Trusted Types policy for that, and allows no second one.
 */

/** The part of Trusted Types that the page uses. Older browsers have none. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('patchlens', { createScriptURL: ownWorker });

/**
 * @param url absolute
 * @throws {TypeError} for anything but this site's own file
 */
export function workerScript(url: string): string {
  return policy ? policy.createScriptURL(url) : ownWorker(url);
}

export function isSampleWorker(url: string): boolean {
  const { origin, pathname } = new URL(url);
  const own = new URL('sample-worker.js', document.baseURI);
  return origin === own.origin && pathname === own.pathname;
}

function ownWorker(url: string): string {
  if (isSampleWorker(url)) return url;
  throw new TypeError(`sample.json names "${url}", which is not the worker of this site`);
}
