import { fromAssumeRole, PatchClient, type TemporaryCredentials } from 'patchlens';
import type { Env } from './env.ts';

/** Refreshes credentials this long before they expire. */
const MARGIN_MS = 5 * 60_000;

/** The credentials of roles, in the memory of this isolate and nowhere else. */
const sessions = new Map<string, TemporaryCredentials>();

/** A client that reads a Region by a role, which it assumes when it must. */
export function clientOf(env: Env, scope: { region: string; roleArn: string; run: number }): PatchClient {
  const { region, roleArn, run } = scope;
  const endpoint = env.AWS_ENDPOINT_URL || undefined;
  const assume = fromAssumeRole({
    region,
    endpoint,
    roleArn,
    externalId: env.EXTERNAL_ID || undefined,
    roleSessionName: `patchlens-${run}`,
    source: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY },
  });
  const key = `${region} ${roleArn}`;
  const credentials = async () => {
    const kept = sessions.get(key);
    if (kept && kept.expiration.getTime() - Date.now() > MARGIN_MS) return kept;
    const fresh = await assume();
    sessions.set(key, fresh);
    return fresh;
  };
  return new PatchClient({ region, endpoint, credentials });
}
