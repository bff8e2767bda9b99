import { within } from './deadline.js';
import { PatchlensError } from './error.js';
import { wasm } from './wasm.js';

// One for each provider or object: its credentials serve every client and signature that uses it,
// as long as the object holds the same members.
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

/** What refreshes the credentials that Rust caches. */
export class CredentialsCache {
  #provider;
  #members;
  #refresh;
  /** Rust's cache. */
  core;

  constructor(credentials) {
    this.#provider = credentials;
    this.#members = membersOf(credentials);
    this.core = new (wasm().CredentialsCache)(credentials);
  }

  isOf(credentials) {
    const members = membersOf(credentials);
    return members.every((member, index) => Object.is(member, this.#members[index]));
  }

  /** Whether the cached credentials need no refresh. */
  get isFresh() {
    return this.core.refreshStep() === undefined;
  }

  /**
   * Calls the provider; calls that need its credentials meanwhile share the refresh. Never rejects.
   *
   * @returns {Promise<{ problem?: string, cause?: unknown }>} why there are no new credentials
   */
  refresh() {
    this.#refresh ??= this.#call().finally(() => {
      this.#refresh = undefined;
    });
    return this.#refresh;
  }

  /**
   * Refreshes the credentials if they need it; waits as long as Rust has patience.
   *
   * @returns {Promise<{ problem?: string, cause?: unknown }>} why there are none that work
   */
  async ensure() {
    const { patienceMs, isNeeded } = this.#need();
    if (!isNeeded) return {};
    const refreshed = this.refresh();
    const result = await (patienceMs === undefined ? refreshed : within(refreshed, patienceMs));
    const still = this.#need();
    return still.isNeeded && still.patienceMs === undefined ? result : {};
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
      // The message of a foreign error can hold a secret.
      const problem =
        cause instanceof PatchlensError
          ? cause.message
          : 'the credentials provider failed; see the cause';
      return { problem, cause };
    }
  }
}

/** The members by which a changed object is recognised. */
function membersOf(credentials) {
  const { expiration, Expiration = expiration, ...members } = credentials ?? {};
  const { accessKeyId, secretAccessKey, sessionToken } = members;
  const { AccessKeyId, SecretAccessKey, SecretKey, SessionToken, Token } = members;
  const keys = [accessKeyId, secretAccessKey, sessionToken, AccessKeyId, SecretAccessKey];
  // A Date can be set to another time.
  return [...keys, SecretKey, SessionToken, Token, Expiration?.getTime?.() ?? Expiration];
}
