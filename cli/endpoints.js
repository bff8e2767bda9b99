/** Which endpoints are called: those of AWS, or those that the options and the environment name. */
import { PatchClient } from 'patchlens';
import { UsageError } from './command-error.js';

/**
 * As AWS's own tools have it: `AWS_ENDPOINT_URL_SSM` before `AWS_ENDPOINT_URL`. `--endpoint` answers for
 * both services.
 *
 * @param {string | undefined} given by `--endpoint`
 * @param {Record<string, string | undefined>} env
 * @returns {{ ssm?: string, sts?: string }}
 * @throws {UsageError}
 */
export function endpointsOf(given, env) {
  if (given !== undefined) return { ssm: checked('--endpoint', given), sts: given };
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return {};
  const named = (service) => {
    const name = [`AWS_ENDPOINT_URL_${service}`, 'AWS_ENDPOINT_URL'].find((it) => env[it]);
    return name && checked(name, env[name]);
  };
  return { ssm: named('SSM'), sts: named('STS') };
}

function checked(name, text) {
  const isUrl = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isUrl) throw new UsageError(`${name}: expected a URL like https://ssm.eu-central-1.amazonaws.com/`);
  try {
    new PatchClient({ region: 'us-east-1', credentials: NONE, endpoint: text, allowInsecureEndpoint: true });
    return text;
  } catch (error) {
    throw new UsageError(`${name}: ${error.message.split('endpoint: ').at(-1)}`, { cause: error });
  }
}

/** Nothing is signed with them. */
const NONE = { accessKeyId: 'none', secretAccessKey: 'none' };
