import { fromAssumeRole, PatchClient } from 'patchlens';
import { HttpError } from './error-response.js';

/** Refreshes credentials this long before they expire, because reading a fleet can take a while. */
const MARGIN_MS = 5 * 60_000;

/** The credentials of the role, kept from one request to the next. */
let session;

/**
 * A client for one request. A Worker's request cannot wait for what another request has begun, such
 * as a call of STS, so requests share the credentials and not the provider.
 *
 * @param {ReturnType<import('./settings.js').settingsOf>} settings
 * @returns {Promise<PatchClient>}
 */
export async function clientOf({ region, endpoint, roleArn, externalId, keys }) {
  try {
    const role = { region, endpoint, roleArn, externalId, source: keys };
    const credentials = roleArn ? await sessionOf(role) : keys;
    return new PatchClient({ region, endpoint, credentials });
  } catch (error) {
    if (error.code !== 'invalid-input') throw error;
    throw new HttpError(500, 'misconfigured', error.message);
  }
}

async function sessionOf(role) {
  const { roleArn } = role;
  const isFresh = session?.roleArn === roleArn && session.expiration - Date.now() > MARGIN_MS;
  if (!isFresh) session = { roleArn, ...(await fromAssumeRole(role)()) };
  const { accessKeyId, secretAccessKey, sessionToken } = session;
  return { accessKeyId, secretAccessKey, sessionToken };
}
