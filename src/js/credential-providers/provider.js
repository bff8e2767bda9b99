import { cacheOf } from '../credentials.js';
import { Deadline } from '../deadline.js';
import { drive } from '../drive.js';
import { PatchlensError, constructed } from '../error.js';
import { wasm } from '../wasm.js';

/** Calls the service of a credentials provider. */
export class ProviderClient {
  #core;
  #transport;

  /**
   * @param {'fromAssumeRole' | 'fromWebIdentity' | 'fromCognitoIdentityPool'} name
   * @param {object} options
   * @throws {TypeError} naming every option that is wrong
   */
  constructor(name, options) {
    const source = cacheOf(options?.source ?? undefined);
    this.#core = constructed(() => wasm().Client.ofProvider(name, options, source.core));
    this.#transport = { credentials: source, fetch: options.fetch ?? undefined };
  }

  /**
   * Calls an action that is needed for credentials.
   *
   * @param {string} action
   * @param {string} body
   * @param {string} doing the action in words, for an error message, after "Cannot"
   * @param {{ isSigned: boolean, secrets?: unknown[] }} how `secrets` are the texts in the body
   *   to redact in messages
   * @returns {Promise<object | string>} the JSON object in the body, or the text of another body
   */
  call(action, body, doing, { isSigned, secrets = [] }) {
    const call = this.#core.request(action, body, doing, isSigned, secrets);
    return drive(call, this.#transport, { body, output: objectOrText }, new Deadline());
  }
}

function objectOrText(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : text;
  } catch {
    return text;
  }
}

/**
 * A credentials provider; concurrent calls share a refresh.
 *
 * @template T
 * @param {() => Promise<T>} refresh
 * @param {(failure: PatchlensError) => string | undefined} adviceOn what to do about an error response
 * @returns {() => Promise<T>}
 */
export function provider(refresh, adviceOn) {
  let refreshed;
  return () => {
    refreshed ??= refresh()
      .catch((cause) => {
        throw withAdvice(cause, adviceOn);
      })
      .finally(() => {
        refreshed = undefined;
      });
    return refreshed;
  };
}

/** The error of a refresh, with advice for the error of its call if there is any. */
function withAdvice(cause, adviceOn) {
  if (cause.code === 'credentials') return cause;
  const { message, reason, operation, retryable } = cause;
  const advice = cause.code === 'service' && adviceOn(cause);
  const told = advice ? `${message} (${advice})` : message;
  return new PatchlensError({ code: 'credentials', message: told, reason, operation, retryable }, cause);
}

/**
 * Calls a function in the options and checks its result.
 *
 * @param {string} option
 * @param {string} doing the purpose in words, after "Cannot"
 * @param {() => unknown} call
 * @param {{ expected: string, fits: (value: unknown) => boolean }} rule
 */
export async function valueOf(option, doing, call, { expected, fits }) {
  let value;
  try {
    value = await call();
  } catch (cause) {
    // The message of the caller's error can contain a secret.
    throw failure('credentials', `Cannot ${doing}: ${option} failed; see the cause`, cause);
  }
  if (fits(value)) return value;
  throw failure('credentials', `Cannot ${doing}: ${option}: expected ${expected}`);
}

/**
 * The credentials in an output.
 *
 * @param {{ AccessKeyId?: string, SecretAccessKey?: string, SessionToken?: string,
 *   Expiration?: string | number } | undefined} members
 * @param {string} doing
 */
export function credentialsIn(members, doing) {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = members ?? {};
  // Seconds since the epoch in JSON, RFC 3339 in XML.
  const expiration = new Date(
    typeof Expiration === 'number' ? Expiration * 1000 : (Expiration ?? ''),
  );
  const isWhole = [AccessKeyId, SecretAccessKey, SessionToken].every(
    (text) => text && typeof text === 'string',
  );
  if (!isWhole || Number.isNaN(+expiration)) throw malformed(doing, 'it has no credentials');
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration,
  };
}

/** The error of a call whose 2xx response lacks a required member. */
export function malformed(doing, problem) {
  return failure('malformed-response', `Cannot ${doing}: the answer is malformed: ${problem}`);
}

function failure(code, message, cause) {
  return new PatchlensError({ code, message, reason: 'other', retryable: false }, cause);
}
