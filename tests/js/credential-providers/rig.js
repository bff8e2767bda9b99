/**
 * Shared support of the credentials providers' tests: AWS in this process, and the checks of
 * errors.
 */
import assert from 'node:assert/strict';
import { PatchClient, PatchlensError } from 'patchlens';
import { createSimulator } from '../../../simulator/index.js';
import { failure, KEYS, REGION } from '../conversation.js';

export const ACCOUNT = '123456789012';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/PatchReader`;
export const POOL = 'us-east-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d';
export const PROVIDER = 'accounts.example.com';
export const NOON = Date.UTC(2026, 10, 21, 12);
export const MINUTE = 60_000;

/** The ARN of the role with this suffix, and its trust policy. */
export const roleArn = (name) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/**
 * The simulator's AWS behind a `fetch` for every host, with the requests and the names of the
 * operations in order.
 */
export function aws(options = {}) {
  const simulator = createSimulator({
    fleet: { nodes: 5, seed: 1 },
    now: () => Date.now(),
    roles: [{ arn: ROLE }],
    ...options,
  });
  const requests = [];
  async function fetch(request) {
    requests.push(request.clone());
    const response = await simulator.handle(request);
    if (response.type === 'error') throw new TypeError('fetch failed');
    return response;
  }
  const names = async () => Promise.all(requests.map(operationOf));
  return { fetch, requests, names, simulator };
}

async function operationOf(request) {
  const target = request.headers.get('x-amz-target');
  if (target) return target.split('.')[1];
  return new URLSearchParams(await request.clone().text()).get('Action');
}

/** A client with a credentials provider. */
export function clientWith(fetch, credentials) {
  return new PatchClient({ region: REGION, fetch, credentials });
}

/** The ARN of the caller with these credentials, from GetCallerIdentity. */
export async function callerOf({ fetch }, credentials) {
  const { signRequest } = await import('patchlens');
  const signed = await signRequest(
    {
      method: 'POST',
      url: `https://sts.${REGION}.amazonaws.com/`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    },
    { credentials, region: REGION, service: 'sts' },
  );
  const response = await fetch(new Request(signed.url, signed));
  const answer = await response.json();
  return answer.GetCallerIdentityResponse.GetCallerIdentityResult.Arn;
}

/**
 * The error of a provider, with the code `credentials`, and the error at the end of its causes.
 * Neither contains a secret.
 */
export async function refused(source, secrets = []) {
  const error = await failure(source);
  assert.equal(error.code, 'credentials');
  const chain = [error];
  while (chain.at(-1).cause !== undefined) chain.push(chain.at(-1).cause);
  for (const link of chain) {
    const text = [link.message, link.stack, JSON.stringify({ ...link })].join('\n');
    for (const secret of [KEYS.secretAccessKey, ...secrets]) {
      assert.ok(!text.includes(secret), `a secret in: ${text}`);
    }
  }
  return { error, message: error.message, root: chain.at(-1), chain };
}

/** A clock that stays at noon until a test sets it, in minutes; the simulator uses it, too. */
export function clock(t) {
  t.mock.timers.enable({ apis: ['Date'], now: NOON });
  return (minutes) => t.mock.timers.setTime(NOON + minutes * MINUTE);
}

/** The error that `use` throws for invalid options. */
export async function complaint(use) {
  const error = await failure(use);
  assert.ok(error instanceof TypeError && error instanceof PatchlensError);
  assert.deepEqual({ ...error }, { code: 'invalid-input', reason: 'other', retryable: false });
  return error.message;
}
