/** What may stand beside the page: a sample fleet, or a Worker that reads a real one. */
import type { Credentials } from 'patchlens';

/** Where the sample fleet answers, and with which keys. */
export interface Sample {
  /** Absolute. */
  endpoint: string;
  region: string;
  credentials: Credentials;
}

/** The absolute address of the Worker, if the description is of one. */
export function parseRelay(json: unknown, base: string): string | undefined {
  const url = (json as Record<string, unknown> | null)?.worker;
  return typeof url === 'string' ? new URL(url, base).href : undefined;
}

/**
 * @param base what a relative endpoint is relative to: the page's address
 * @throws {TypeError} for anything that is not the description of a sample
 */
export function parseSample(json: unknown, base: string): Sample {
  const text = (member: string) => textMember(json, member);
  return {
    endpoint: new URL(text('endpoint'), base).href,
    region: text('region'),
    credentials: { accessKeyId: text('accessKeyId'), secretAccessKey: text('secretAccessKey') },
  };
}

function textMember(json: unknown, member: string): string {
  const value = (json as Record<string, unknown> | null)?.[member];
  if (typeof value === 'string' && value) return value;
  throw new TypeError(`sample.json has no text "${member}"`);
}
