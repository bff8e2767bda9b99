/** Keys in the environment. */

/** @returns {import('patchlens').Credentials | undefined} */
export function keysIn(env) {
  const accessKeyId = env.AWS_ACCESS_KEY_ID;
  const secretAccessKey = env.AWS_SECRET_ACCESS_KEY;
  if (!accessKeyId || !secretAccessKey) return undefined;
  const sessionToken = env.AWS_SESSION_TOKEN || undefined;
  return { accessKeyId, secretAccessKey, sessionToken, ...expirationIn(env) };
}

function expirationIn({ AWS_CREDENTIAL_EXPIRATION: text }) {
  return text && !Number.isNaN(Date.parse(text)) ? { expiration: text } : {};
}
