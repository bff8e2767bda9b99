/** The codes of errors, with their HTTP statuses. */
export const STATUSES = {
  'invalid-input': 400,
  unauthorized: 401,
  expired: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-large': 413,
  'unsupported-media-type': 415,
  throttled: 429,
  internal: 500,
  unavailable: 503,
};

/** An error that the answer shows to the client. */
export class Refusal extends Error {
  /**
   * @param {keyof STATUSES} code
   * @param {string} message without secrets
   * @param {Record<string, string>} [headers]
   */
  constructor(code, message, headers = {}) {
    super(message);
    Object.assign(this, { code, status: STATUSES[code], headers });
  }
}
