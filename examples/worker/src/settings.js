import { Refusal } from './refusal.js';

const REQUIRED = ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'ACCESS_TOKEN'];
/** Shorter ones can be guessed. */
const TOKEN_LENGTH = 16;

/**
 * What the Worker was told by its variables and secrets. An empty one counts as absent, since
 * wrangler.jsonc lists them all.
 *
 * @param {Record<string, unknown>} env
 * @throws {Refusal} with status 500 and no more than that; the log says which ones are missing
 */
export function settingsOf(env) {
  const text = (name) => (typeof env[name] === 'string' && env[name] ? env[name] : undefined);
  const missing = REQUIRED.filter((name) => text(name) === undefined);
  const wrong = missing.map((name) => `${name} missing`);
  const accessToken = text('ACCESS_TOKEN') ?? '';
  if (wrong.length === 0 && accessToken.length < TOKEN_LENGTH) {
    wrong.push(`ACCESS_TOKEN shorter than ${TOKEN_LENGTH} characters`);
  }
  if (wrong.length > 0) throw new Refusal(500, 'misconfigured', wrong.join(', '));
  return {
    region: text('AWS_REGION'),
    endpoint: text('AWS_ENDPOINT_URL'),
    roleArn: text('AWS_ROLE_ARN'),
    externalId: text('AWS_ROLE_EXTERNAL_ID'),
    keys: {
      accessKeyId: text('AWS_ACCESS_KEY_ID'),
      secretAccessKey: text('AWS_SECRET_ACCESS_KEY'),
      sessionToken: text('AWS_SESSION_TOKEN'),
    },
    accessToken,
  };
}
