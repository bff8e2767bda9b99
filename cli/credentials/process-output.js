/** Credentials as the AWS CLI and every `credential_process` print them. */
import { CommandError } from '../command-error.js';

/**
 * @param {string} text the output, of which no error quotes anything: it holds the secret
 * @param {string} source for errors
 * @returns {import('patchlens').Credentials}
 * @throws {CommandError}
 */
export function credentialsIn(text, source) {
  const { Version, AccessKeyId, SecretAccessKey, SessionToken, Token, Expiration } = objectIn(text, source);
  if (Version !== undefined && Version !== 1) {
    const other = Number.isInteger(Version) ? `, not ${Version}` : '';
    throw new CommandError(`${source}: only version 1 of the output is known${other}`);
  }
  if (!isText(AccessKeyId) || !isText(SecretAccessKey)) {
    throw new CommandError(`${source}: the output has no AccessKeyId and SecretAccessKey`);
  }
  const sessionToken = SessionToken ?? Token;
  if (sessionToken && !isText(sessionToken)) throw new CommandError(`${source}: its SessionToken is no text`);
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(Expiration && { expiration: timeIn(Expiration, source) }),
  };
}

function timeIn(text, source) {
  const time = new Date(typeof text === 'string' ? text : NaN);
  if (!Number.isNaN(time.getTime())) return time;
  throw new CommandError(`${source}: its Expiration is no time such as 2026-01-31T12:00:00Z`);
}

function objectIn(text, source) {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Node's message would quote the output.
  }
  throw new CommandError(`${source}: the output is no JSON object`);
}

function isText(value) {
  return typeof value === 'string' && value !== '';
}
