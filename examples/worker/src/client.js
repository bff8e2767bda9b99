import { fromAssumeRole, PatchClient } from 'patchlens';
import { Refusal } from './refusal.js';

/** Credentials are asked for anew this long before they end: a reading can take a while. */
const MARGIN_MS = 5 * 60_000;

/** The credentials of the role, kept from one request to the next. */
let session;

/**
 * A client for one request: runtimes of Workers let no request wait for what another has begun,
 * such as a shared question to STS. Values can be shared, so credentials are.
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
    throw new Refusal(500, 'misconfigured', error.message);
  }
}

async function sessionOf(role) {
  const { roleArn } = role;
  const isGood = session?.roleArn === roleArn && session.expiration - Date.now() > MARGIN_MS;
  if (!isGood) session = { roleArn, ...(await fromAssumeRole(role)()) };
  const { accessKeyId, secretAccessKey, sessionToken } = session;
  return { accessKeyId, secretAccessKey, sessionToken };
}
