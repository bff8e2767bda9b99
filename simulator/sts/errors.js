import { ServiceError } from '../service-error.js';

/** By the code of newer services, the code and the status of STS for the same error. */
const CODES = {
  MissingAuthenticationTokenException: ['MissingAuthenticationToken', 403],
  IncompleteSignatureException: ['IncompleteSignature', 400],
  InvalidSignatureException: ['SignatureDoesNotMatch', 403],
  UnrecognizedClientException: ['InvalidClientTokenId', 403],
  ExpiredTokenException: ['ExpiredToken', 403],
};

/**
 * An error of the verifier as STS reports it.
 * @param {unknown} error
 * @returns {unknown} any other error is returned unchanged
 */
export function toStsError(error) {
  const [code, status] = (error instanceof ServiceError && CODES[error.code]) || [];
  if (code === undefined) return error;
  return new ServiceError(code, `${error.message}${explanation(error.expectedSteps)}`, { status });
}

/** What the client should have signed, if the signature differs. */
function explanation(expectedSteps) {
  if (expectedSteps === undefined) return '';
  const { canonicalRequest, stringToSign } = expectedSteps;
  return (
    `\n\nThe Canonical String for this request should have been\n'${canonicalRequest}'` +
    `\n\nThe String-to-Sign should have been\n'${stringToSign}'\n`
  );
}

/** @param {string} message */
export function accessDenied(message) {
  return new ServiceError('AccessDenied', message, { status: 403 });
}

/** @param {string} message */
export function validationError(message) {
  return new ServiceError('ValidationError', message);
}
