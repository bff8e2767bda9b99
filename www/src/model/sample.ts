/** The sample fleet that may stand beside the page: where it answers, and with which keys. */
import type { Credentials } from 'patchlens';

export interface Sample {
  /** Absolute. */
  endpoint: string;
  region: string;
  credentials: Credentials;
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
