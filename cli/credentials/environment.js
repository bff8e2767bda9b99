/** Keys in the environment. */
import { CommandError } from '../command-error.js';

/**
 * @returns {import('patchlens').Credentials | undefined} `undefined` without AWS_ACCESS_KEY_ID
 * @throws {CommandError} for an AWS_ACCESS_KEY_ID alone, as boto3's PartialCredentialsError
 */
export function keysIn(env) {
  const accessKeyId = env.AWS_ACCESS_KEY_ID;
  const secretAccessKey = env.AWS_SECRET_ACCESS_KEY;
  if (!accessKeyId) return undefined;
  if (!secretAccessKey) throw new CommandError('AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is missing');
  const sessionToken = env.AWS_SESSION_TOKEN || undefined;
  return { accessKeyId, secretAccessKey, sessionToken, ...expirationIn(env) };
}

function expirationIn({ AWS_CREDENTIAL_EXPIRATION: text }) {
  return text && !Number.isNaN(Date.parse(text)) ? { expiration: text } : {};
}
