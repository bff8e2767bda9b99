import { PatchlensError } from './error.js';
import { wasm } from './wasm.js';

// One for each source or object: its credentials are good for every client and signature that uses
// it, as long as the object still holds them.
const keyrings = /* @__PURE__ */ new WeakMap();

/** The keyring of credentials, or of the source that gives them. */
export function keyringOf(credentials) {
  const known = keyrings.get(credentials);
  if (known?.isOf(credentials)) return known;
  const keyring = new Keyring(credentials);
  if (Object(credentials) === credentials) keyrings.set(credentials, keyring);
  return keyring;
}

class Keyring {
  #source;
  #members;
  #asking;
  core;

  constructor(credentials) {
    this.#source = credentials;
    this.#members = membersOf(credentials);
    this.core = new (wasm().Keyring)(credentials);
  }

  isOf(credentials) {
    return membersOf(credentials).every((member, index) => Object.is(member, this.#members[index]));
  }

  /**
   * Asks the source if credentials are due; whoever comes meanwhile shares the ask. A source that
   * fails while the credentials at hand still work is asked again next time.
   *
   * @param {(problem: string) => object} record of what cannot be done without credentials
   * @param {number} need whether they are due, as the core says it
   */
  async refresh(record, need = this.core.need) {
    if (need === 0) return;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    const { problem, cause } = await this.#asking;
    // Meanwhile another call may have learnt that those at hand have expired.
    if (problem && (need === 2 || this.core.need === 2)) throw new PatchlensError(record(problem), cause);
  }

  async #ask() {
    try {
      const source = this.#source;
      return { problem: this.core.hold(await source()) };
    } catch (cause) {
      // What another's error says could hold a secret.
      const problem =
        cause instanceof PatchlensError
          ? cause.message
          : 'the credentials source failed; see the cause';
      return { problem, cause };
    }
  }
}

function membersOf(credentials) {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials ?? {};
  // A Date can be set to another time.
  return [accessKeyId, secretAccessKey, sessionToken, expiration?.getTime?.() ?? expiration];
}
