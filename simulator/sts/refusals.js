import { ServiceError } from '../service-error.js';

/** What the front ends of newer services and of STS call the same thing. */
const NAMES = {
  MissingAuthenticationTokenException: ['MissingAuthenticationToken', 403],
  IncompleteSignatureException: ['IncompleteSignature', 400],
  InvalidSignatureException: ['SignatureDoesNotMatch', 403],
  UnrecognizedClientException: ['InvalidClientTokenId', 403],
  ExpiredTokenException: ['ExpiredToken', 403],
};

/**
 * A refusal by the verifier, as STS words it.
 * @param {unknown} error
 * @returns {unknown} another error comes back as it is
 */
export function inWordsOfSts(error) {
  const [code, status] = (error instanceof ServiceError && NAMES[error.code]) || [];
  if (code === undefined) return error;
  return new ServiceError(code, `${error.message}${shown(error.computed)}`, { status });
}

/** What the service computed, when it computed another signature. */
function shown(computed) {
  if (computed === undefined) return '';
  return (
    `\n\nThe Canonical String for this request should have been\n'${computed.canonicalRequest}'` +
    `\n\nThe String-to-Sign should have been\n'${computed.stringToSign}'\n`
  );
}

/** @param {string} message */
export function accessDenied(message) {
  return new ServiceError('AccessDenied', message, { status: 403 });
}

/** @param {string} message */
export function invalidInput(message) {
  return new ServiceError('ValidationError', message);
}
