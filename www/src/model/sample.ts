/** What `sample.json`, which is served with the page, describes: a sample fleet, a Worker or a fleet's server. */
import type { Credentials } from 'patchlens';

/** The endpoint of the sample fleet, and its keys. */
export interface Sample {
  /** The absolute address of the service worker that answers for the endpoint, if one does. */
  simulated: string | undefined;
  /** Absolute. */
  endpoint: string;
  scopes: SampleScope[];
}

export interface SampleScope {
  /** Absent for the only scope of a sample, which is called by its Region. */
  account?: string;
  region: string;
  credentials: Credentials;
  /** A role that reads the scope, which the keys may assume. */
  roleArn?: string;
}

/** The absolute address of a Worker or a fleet's server, if JSON describes one. */
export function parseServingUrl(
  json: unknown,
  member: 'worker' | 'server',
  base: string,
): string | undefined {
  const url = (json as Record<string, unknown> | null)?.[member];
  return typeof url === 'string' ? new URL(url, base).href : undefined;
}

/** Whether the page connects to the server by itself, which only its own site can ask for. */
export function connectsAtStart(json: unknown, server: string, base: string): boolean {
  const { connect } = json as Record<string, unknown>;
  return connect === true && new URL(server).origin === new URL(base).origin;
}

/**
 * @param base the page's address, to which a relative endpoint is relative
 * @throws {TypeError} for JSON that does not describe a sample
 */
export function parseSample(json: unknown, base: string): Sample {
  const endpoint = new URL(textMember(json, 'endpoint'), base).href;
  const { simulated, scopes } = json as Record<string, unknown>;
  return {
    simulated: typeof simulated === 'string' ? new URL(simulated, base).href : undefined,
    endpoint,
    scopes: scopesIn(json, scopes),
  };
}

function scopesIn(json: unknown, scopes: unknown): SampleScope[] {
  if (scopes === undefined) {
    return [{ region: textMember(json, 'region'), credentials: keysIn(json) }];
  }
  if (!Array.isArray(scopes) || scopes.length === 0) {
    throw new TypeError('sample.json: scopes: expected a list of at least one');
  }
  return scopes.map((scope: unknown) => scopeIn(json, scope));
}

/** A scope, which has keys of its own or those of the whole sample. */
function scopeIn(json: unknown, scope: unknown): SampleScope {
  const { accessKeyId, roleArn } = (scope ?? {}) as Record<string, unknown>;
  return {
    account: textMember(scope, 'account'),
    region: textMember(scope, 'region'),
    credentials: keysIn(accessKeyId === undefined ? json : scope),
    ...(roleArn !== undefined && { roleArn: textMember(scope, 'roleArn') }),
  };
}

function keysIn(json: unknown): Credentials {
  return {
    accessKeyId: textMember(json, 'accessKeyId'),
    secretAccessKey: textMember(json, 'secretAccessKey'),
  };
}

function textMember(json: unknown, member: string): string {
  const value = (json as Record<string, unknown> | null)?.[member];
  if (typeof value === 'string' && value) return value;
  throw new TypeError(`sample.json has no text "${member}"`);
}
