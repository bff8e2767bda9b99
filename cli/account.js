/** The account of credentials, by STS. */
import { signRequest } from 'patchlens';

const TIMEOUT_MS = 8_000;

/**
 * By `sts:GetCallerIdentity`, which needs no permission.
 *
 * @param {{ region: string, endpoint?: string, credentials: import('patchlens').CredentialsProvider,
 *   fetch: typeof fetch }} caller
 * @returns {Promise<{ account?: string, problem?: string }>} the problem in words, if the account cannot be
 *   learned, for instance from an endpoint that only has SSM
 */
export async function accountOf(caller) {
  const response = await answer(caller).catch((error) => error);
  if (response instanceof Error) return { problem: `STS cannot be asked which account this is: ${response.message}` };
  const text = response.ok ? await response.text().catch(() => '') : '';
  const account = /(?:<Account>|"Account"\s*:\s*")(\d{12})(?:<\/Account>|")/.exec(text)?.[1];
  return account ? { account } : { problem: `STS does not say which account this is (status ${response.status})` };
}

async function answer({ region, endpoint, credentials, fetch }) {
  const { method, url, headers, body } = await signRequest(
    {
      method: 'POST',
      url: endpoint ?? `https://sts.${region}.${domainOf(region)}/`,
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    },
    { credentials, region, service: 'sts' },
  );
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return fetch(new Request(url, { method, headers, body, signal, redirect: 'error' }));
}

function domainOf(region) {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
