/**
 * A token of an identity provider and its bearer.
 * @typedef {object} WebIdentity
 * @property {string} token
 * @property {string} provider such as `accounts.example.com`
 * @property {string} subject
 * @property {string} audience
 * @property {number} expiresAt
 */

/**
 * The valid tokens. The simulator does not verify signatures of tokens; a token that is not on the
 * list is invalid.
 * @param {Iterable<{ token: string, provider: string, subject?: string, audience?: string,
 *   expiration?: Date | string | number }>} list
 * @returns {Map<string, WebIdentity>} by token
 */
export function webIdentitiesByToken(list) {
  return new Map(Array.from(list, checked).map((identity) => [identity.token, identity]));
}

function checked({ token, provider, subject = 'subject', audience = 'simulator', expiration }) {
  if (!token || !provider) {
    throw new TypeError('webIdentityTokens: token and provider must be non-empty texts');
  }
  const expiresAt = expiration === undefined ? Infinity : new Date(expiration).getTime();
  if (Number.isNaN(expiresAt)) {
    throw new TypeError(`webIdentityTokens: expiration of ${subject} is not a time`);
  }
  return { token, provider, subject, audience, expiresAt };
}
