/** Credentials of a container or a pod, from the endpoint that its environment names. */
import { readFile } from 'node:fs/promises';
import { CommandError } from '../command-error.js';
import { credentialsIn } from './process-output.js';

const SOURCE = 'The endpoint of the container credentials';
const ECS = 'http://169.254.170.2';
/** Hosts that AWS allows over HTTP: those of ECS and EKS, and this computer. */
const PLAIN_HOSTS = ['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]', 'localhost', '127.0.0.1', '[::1]'];
const TIMEOUT_MS = 5_000;

/**
 * @param {Record<string, string | undefined>} env
 * @param {typeof fetch} fetch
 * @returns {Promise<import('patchlens').Credentials | undefined>} `undefined` if the environment names none
 * @throws {CommandError}
 */
export async function fromContainer(env, fetch) {
  const url = urlIn(env);
  if (url === undefined) return undefined;
  const token = await tokenIn(env);
  const headers = { accept: 'application/json', ...(token && { authorization: token }) };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(new Request(url, { headers, signal, redirect: 'error' })).catch((error) => {
    throw new CommandError(`${SOURCE} cannot be reached: ${url.host}`, { cause: error });
  });
  if (!response.ok) throw new CommandError(`${SOURCE} answers with status ${response.status}`);
  return credentialsIn(await response.text(), SOURCE);
}

function urlIn(env) {
  const relative = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const full = env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  if (relative) return relativeUrl(relative);
  if (!full) return undefined;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  const isAllowed =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && PLAIN_HOSTS.includes(url.hostname));
  if (isAllowed) return url;
  throw new CommandError(
    'AWS_CONTAINER_CREDENTIALS_FULL_URI: https, or http to the address of ECS, of EKS or of this computer',
  );
}

/** A path alone: `//host/` and a whole URL would send the token to another host. */
function relativeUrl(path) {
  const url = /^\/(?![/\\])/.test(path) && URL.canParse(path, ECS) ? new URL(path, ECS) : undefined;
  if (url?.origin === ECS) return url;
  throw new CommandError('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: expected a path like /v2/credentials/…');
}

async function tokenIn(env) {
  const file = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  if (!file) return env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new CommandError(`AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: cannot read ${file}`, { cause: error });
  }
}
