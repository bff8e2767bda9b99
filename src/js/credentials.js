import { within } from './deadline.js';
import { PatchlensError } from './error.js';
import { wasm } from './wasm.js';

// One cache for each provider or object. All clients and signatures with the same provider or
// object share its credentials, until the members of the object change.
const caches = /* @__PURE__ */ new WeakMap();

/**
 * @param {unknown} credentials the option of that name: credentials, or a provider
 * @returns {CredentialsCache}
 */
export function cacheOf(credentials) {
  const known = caches.get(credentials);
  if (known?.isOf(credentials)) return known;
  const cache = new CredentialsCache(credentials);
  if (Object(credentials) === credentials) caches.set(credentials, cache);
  return cache;
}

// The members that detect a changed object.
const MEMBERS = [
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
  'expiration',
  'AccessKeyId',
  'SecretAccessKey',
  'SecretKey',
  'SessionToken',
  'Token',
  'Expiration',
];

/** Refreshes the credentials that Rust caches. */
export class CredentialsCache {
  #provider;
  #members;
  #refresh;
  /** Rust's cache. */
  core;

  constructor(credentials) {
    this.#provider = credentials;
    this.#members = MEMBERS.map((name) => valueOf(credentials, name));
    this.core = new (wasm().CredentialsCache)(credentials);
  }

  isOf(credentials) {
    return this.#members.every((member, index) => {
      return Object.is(member, valueOf(credentials, MEMBERS[index]));
    });
  }

  /** Whether the cached credentials need no refresh. */
  get isFresh() {
    return this.core.refreshStep() === undefined;
  }

  /**
   * Calls the provider; concurrent calls share the refresh. Never rejects.
   *
   * @returns {Promise<{ problem?: string, cause?: unknown }>} the reason if the refresh failed
   */
  refresh() {
    this.#refresh ??= this.#call().finally(() => {
      this.#refresh = undefined;
    });
    return this.#refresh;
  }

  /**
   * Refreshes the credentials if necessary; waits no longer than the patience of the step.
   *
   * @returns {Promise<{ problem?: string, cause?: unknown }>} the reason if there are no valid
   *   credentials
   */
  async ensure() {
    const { patienceMs, isNeeded } = this.#need();
    if (!isNeeded) return {};
    const result = await this.refreshWithin(patienceMs);
    return (this.#hasNoneThatWork() && result) || {};
  }

  /**
   * Calls the provider, and waits no longer than `patienceMs` while the cached credentials work. They
   * can expire in that time: then it waits for the provider.
   *
   * @param {number | undefined} patienceMs
   * @returns {Promise<{ problem?: string, cause?: unknown } | undefined>} undefined if it took longer
   */
  async refreshWithin(patienceMs) {
    const refreshed = this.refresh();
    if (patienceMs === undefined) return refreshed;
    const result = await within(refreshed, patienceMs);
    return result ?? (this.#hasNoneThatWork() ? refreshed : undefined);
  }

  #hasNoneThatWork() {
    const { isNeeded, patienceMs } = this.#need();
    return isNeeded && patienceMs === undefined;
  }

  #need() {
    const step = this.core.refreshStep();
    return step === undefined ? { isNeeded: false } : { ...JSON.parse(step), isNeeded: true };
  }

  async #call() {
    try {
      const provider = this.#provider;
      return { problem: this.core.store(await provider()) };
    } catch (cause) {
      // The message of the provider's error can contain a secret.
      const problem =
        cause instanceof PatchlensError
          ? cause.message
          : 'the credentials provider failed; see the cause';
      return { problem, cause };
    }
  }
}

function valueOf(credentials, name) {
  const value = credentials?.[name];
  // A Date can be set to another time.
  return value?.getTime?.() ?? value;
}
