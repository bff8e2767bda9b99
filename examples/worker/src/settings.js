import { HttpError } from './error-response.js';

const REQUIRED = ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'ACCESS_TOKEN'];
const OPTIONAL = [
  'AWS_SESSION_TOKEN',
  'AWS_ENDPOINT_URL',
  'AWS_ROLE_ARN',
  'AWS_ROLE_EXTERNAL_ID',
  'ALLOWED_ORIGIN',
];
/** Shorter ones can be guessed. */
const TOKEN_LENGTH = 16;

/**
 * The settings of the Worker, from its variables and secrets.
 *
 * @param {Record<string, unknown>} env
 * @throws {HttpError} with status 500; the log says which settings are missing or wrong
 */
export function settingsOf(env) {
  const problems = problemsOf(env);
  if (problems.length > 0) throw new HttpError(500, 'misconfigured', problems.join(', '));
  return {
    region: text(env, 'AWS_REGION'),
    endpoint: text(env, 'AWS_ENDPOINT_URL'),
    roleArn: text(env, 'AWS_ROLE_ARN'),
    externalId: text(env, 'AWS_ROLE_EXTERNAL_ID'),
    keys: {
      accessKeyId: text(env, 'AWS_ACCESS_KEY_ID'),
      secretAccessKey: text(env, 'AWS_SECRET_ACCESS_KEY'),
      sessionToken: text(env, 'AWS_SESSION_TOKEN'),
    },
    accessToken: text(env, 'ACCESS_TOKEN'),
  };
}

/** Never the values, only what is wrong with them. */
function problemsOf(env) {
  const isMissing = (name) => text(env, name) === undefined;
  const isBroken = (name) => /\s/.test(text(env, name) ?? '');
  const { length } = text(env, 'ACCESS_TOKEN') ?? '';
  return [
    ...REQUIRED.filter(isMissing).map((name) => `${name} missing`),
    ...[...REQUIRED, ...OPTIONAL].filter(isBroken).map((name) => `${name} has white space in it`),
    ...(length > 0 && length < TOKEN_LENGTH
      ? [`ACCESS_TOKEN shorter than ${TOKEN_LENGTH} characters`]
      : []),
  ];
}

/**
 * The one other origin whose pages may send requests, if there is one.
 *
 * @param {Record<string, unknown>} env
 */
export function allowedOrigin(env) {
  return text(env, 'ALLOWED_ORIGIN');
}

/**
 * A setting without the white space around it: a secret that is piped into wrangler ends with a line
 * break. An empty one counts as absent, since wrangler.jsonc lists all variables.
 */
function text(env, name) {
  const value = env[name];
  return (typeof value === 'string' && value.trim()) || undefined;
}
