/** The account of keys, by STS. */
import { signRequest, type CredentialsProvider } from 'patchlens';
import { accountIn } from '../model/caller-identity';
import { anySignal } from './any-signal';

/** The connection does not depend on it. */
const TIMEOUT_MS = 8_000;

interface Caller {
  region: string;
  /** `undefined` for AWS's own. An endpoint of one's own is asked itself, and AWS is not. */
  endpoint: string | undefined;
  credentials: CredentialsProvider;
}

/**
 * The account of the keys, by `sts:GetCallerIdentity`, which needs no permission. `undefined` if it
 * cannot be learned, for instance from an endpoint that only has SSM.
 */
export async function callerAccount(caller: Caller, abort: AbortSignal) {
  const { signal, release } = anySignal(abort, AbortSignal.timeout(TIMEOUT_MS));
  try {
    const response = await ask(caller, signal);
    return response.ok ? accountIn(await response.text()) : undefined;
  } catch {
    abort.throwIfAborted();
    return undefined;
  } finally {
    release();
  }
}

async function ask({ region, endpoint, credentials }: Caller, signal: AbortSignal) {
  const body = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
  const { method, url, headers, body: sent } = await signRequest(
    {
      method: 'POST',
      url: endpoint ?? `https://sts.${region}.${domainOf(region)}/`,
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      },
      body: String(body),
    },
    { credentials, region, service: 'sts' },
  );
  return fetch(url, { method, headers, body: sent as string, signal, redirect: 'error' });
}

function domainOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
