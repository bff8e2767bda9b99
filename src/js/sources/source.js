import { PatchlensError } from '../error.js';

/**
 * A function that gives credentials, as a client takes it; whoever calls it while it is asking
 * shares the ask.
 *
 * @template T
 * @param {() => Promise<T>} ask
 * @param {(failure: PatchlensError) => string | undefined} adviceOn what to do about a refusal
 * @returns {() => Promise<T>}
 */
export function sourceOf(ask, adviceOn) {
  let asking;
  return () => {
    asking ??= ask()
      .catch((cause) => {
        throw withAdvice(cause, adviceOn);
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
}

/** The failure to get credentials that `cause` is; its message says what to do, if we know. */
function withAdvice(cause, adviceOn) {
  if (cause.code === 'credentials') return cause;
  const { message, operation, retryable } = cause;
  const advice = cause.code === 'service' && adviceOn(cause);
  const told = advice ? `${message} (${advice})` : message;
  return new PatchlensError({ code: 'credentials', message: told, operation, retryable }, cause);
}

/**
 * What a function of the caller's gives.
 * @param {string} name of the option that it was given as
 * @param {string} doing what it is needed for, after "Cannot"
 * @param {() => unknown} give
 * @param {import('./options.js').Rule} rule
 */
export async function given(name, doing, give, { expected, fits }) {
  let value;
  try {
    value = await give();
  } catch (cause) {
    // The cause says what happened; a message that repeats it could hold a secret.
    throw failure('credentials', `Cannot ${doing}: ${name} failed; see the cause`, cause);
  }
  if (fits(value)) return value;
  throw failure('credentials', `Cannot ${doing}: ${name}: expected ${expected}`);
}

/**
 * The credentials in an answer.
 * @param {{ AccessKeyId?: string, SecretAccessKey?: string, SessionToken?: string,
 *   Expiration?: string | number }} members
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

/** The failure that a 2xx answer is which is not what was asked for. */
export function malformed(doing, problem) {
  return failure('malformed-response', `Cannot ${doing}: the answer is malformed: ${problem}`);
}

function failure(code, message, cause) {
  return new PatchlensError({ code, message, retryable: false }, cause);
}
