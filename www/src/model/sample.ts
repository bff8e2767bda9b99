/** What `sample.json`, which is served with the page, describes: a sample fleet or a Worker. */
import type { Credentials } from 'patchlens';

/** The endpoint of the sample fleet, and its keys. */
export interface Sample {
  /** The absolute address of the service worker that answers for the endpoint, if one does. */
  simulated: string | undefined;
  /** Absolute. */
  endpoint: string;
  region: string;
  credentials: Credentials;
}

/** The absolute address of the Worker, if JSON describes one. */
export function parseWorkerUrl(json: unknown, base: string): string | undefined {
  const url = (json as Record<string, unknown> | null)?.worker;
  return typeof url === 'string' ? new URL(url, base).href : undefined;
}

/**
 * @param base the page's address, to which a relative endpoint is relative
 * @throws {TypeError} for JSON that does not describe a sample
 */
export function parseSample(json: unknown, base: string): Sample {
  const text = (member: string) => textMember(json, member);
  const endpoint = new URL(text('endpoint'), base).href;
  const { simulated } = json as Record<string, unknown>;
  return {
    simulated: typeof simulated === 'string' ? new URL(simulated, base).href : undefined,
    endpoint,
    region: text('region'),
    credentials: { accessKeyId: text('accessKeyId'), secretAccessKey: text('secretAccessKey') },
  };
}

function textMember(json: unknown, member: string): string {
  const value = (json as Record<string, unknown> | null)?.[member];
  if (typeof value === 'string' && value) return value;
  throw new TypeError(`sample.json has no text "${member}"`);
}
