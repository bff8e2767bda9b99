import { contentOf, textOf } from '../xml.js';
import { credentialsIn, malformed } from './provider.js';

const VERSION = '2011-06-15';
const MEMBERS = ['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'];

/**
 * Gets the credentials of a role from STS.
 * @param {import('./provider.js').ProviderClient} client
 * @param {string} action
 * @param {Record<string, string | number | undefined>} parameters
 * @param {{ isSigned: boolean, secrets?: unknown[] }} how
 */
export async function assume(client, action, parameters, how) {
  const doing = `assume the role "${parameters.RoleArn}"`;
  const all = Object.entries({ Action: action, Version: VERSION, ...parameters });
  const form = new URLSearchParams(all.filter(([, value]) => value != null));
  const answer = await client.call(action, String(form), doing, how);
  if (typeof answer === 'string') return credentialsIn(inXml(answer, doing), doing);
  const result = answer?.[`${action}Response`]?.[`${action}Result`];
  return credentialsIn(result?.Credentials, doing);
}

function inXml(answer, doing) {
  const credentials = contentOf(answer, 'Credentials');
  if (credentials === undefined) throw malformed(doing, 'it has no credentials');
  return Object.fromEntries(MEMBERS.map((name) => [name, textOf(credentials, name)]));
}

/** The default name of a session. */
export function sessionName() {
  return `patchlens-${Date.now()}`;
}

/**
 * Advice on an error response of STS.
 * @param {import('../error.js').PatchlensError} failure
 * @param {Record<string, string>} advice of the provider, by AWS's code
 */
export function adviceOn({ awsCode, message }, advice) {
  if (/DurationSeconds/i.test(message)) {
    return 'ask for a shorter durationSeconds, or raise the maximum session duration of the role; with the keys of another role it can be 3600 at most';
  }
  if (awsCode === 'RegionDisabledException') {
    return 'activate STS for this region in the account settings of IAM, or choose another region';
  }
  return advice[awsCode];
}
