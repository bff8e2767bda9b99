/** The scopes of a connection: a client for each, with the keys or with those of an assumed role. */
import { fromAssumeRole, PatchClient, type Credentials, type CredentialsProvider } from 'patchlens';
import type { Scope } from 'patchlens/fleet';
import type { ConnectPlan, RolePlan } from '../model/connect-plan';
import type { Sample, SampleScope } from '../model/sample';
import { scopeId } from '../model/scope';
import { callerAccount } from './caller-account';

/** Long enough for a slow link, short enough that a form does not seem dead. */
const PROBE_TIMEOUT_MS = 30_000;
/** In CloudTrail it tells the calls of this page from those of others. */
const SESSION_NAME = 'patchlens-page';

/**
 * The scopes of a plan. Asks STS for the account of the keys; without an answer the Region alone is
 * the id of their scopes.
 *
 * @throws what a client throws for options that can never work, before anything is sent
 */
export async function ownScopes(plan: ConnectPlan, credentials: Credentials, abort: AbortSignal) {
  const { regions, endpoint } = plan;
  const own = regions.map((region) => new PatchClient({ region, endpoint, credentials }));
  const assumed = plan.roles.flatMap((role) => roleScopes(role, endpoint, credentials));
  const [region] = regions;
  const account = region && (await callerAccount({ region, endpoint, credentials }, abort));
  const ids = new Set<string>();
  const scopes = own.map((client) => scopeOf(account || undefined, client.region, client));
  // A role in the account of the keys, for a Region that the keys read themselves, adds nothing.
  return [...scopes, ...assumed].filter(({ id }) => !ids.has(id) && ids.add(id));
}

function roleScopes(role: RolePlan, endpoint: string | undefined, source: Credentials): Scope[] {
  const { account, regions, roleArn, externalId } = role;
  const options = { roleArn, externalId, endpoint, source, roleSessionName: SESSION_NAME };
  const credentials = fromAssumeRole({ region: regions[0]!, ...options });
  return regions.map((region) =>
    scopeOf(account, region, new PatchClient({ region, endpoint, credentials })),
  );
}

export function sampleScopes({ endpoint, scopes }: Omit<Sample, 'simulated'>): Scope[] {
  return scopes.map((scope) => {
    const { account, region } = scope;
    const credentials = sampleCredentials(endpoint, scope);
    return scopeOf(account, region, new PatchClient({ region, endpoint, credentials }));
  });
}

function sampleCredentials(endpoint: string, scope: SampleScope): CredentialsProvider {
  const { region, roleArn, credentials: source } = scope;
  if (roleArn === undefined) return source;
  return fromAssumeRole({ region, endpoint, roleArn, source, roleSessionName: SESSION_NAME });
}

function scopeOf(account: string | undefined, region: string, client: PatchClient): Scope {
  return { id: scopeId(account, region), client, ...(account !== undefined && { account }) };
}

/**
 * Resolves when one of the scopes has answered.
 *
 * @throws the first error if all of them refuse
 */
export async function firstAnswer(scopes: readonly Scope[], abort: AbortSignal): Promise<void> {
  const rest = new AbortController();
  const stop = () => rest.abort(abort.reason);
  abort.addEventListener('abort', stop);
  const options = { signal: rest.signal, timeoutMs: PROBE_TIMEOUT_MS };
  const probes = scopes.map(({ client }) =>
    client.describeInstanceInformation({ MaxResults: 5 }, options),
  );
  try {
    abort.throwIfAborted();
    await Promise.any(probes);
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  } finally {
    abort.removeEventListener('abort', stop);
    // What the other scopes say is asked again by the scan.
    rest.abort();
  }
}
