import type { Env } from '../env.ts';
import { rolesOf, type Roles } from './roles.ts';

/** What the Worker must know of Cloudflare Access. */
export interface AccessConfiguration {
  /** The issuer of the tokens, such as `https://example.cloudflareaccess.com`. */
  issuer: string;
  /** The audience (AUD) tag of the Access application. */
  audience: string;
  roles: Roles;
}

/** A team of Cloudflare, or an issuer on this computer, which a deployed Worker does not reach. */
const ISSUER = /^(https:\/\/[a-z\d-]+\.cloudflareaccess\.com|http:\/\/127\.0\.0\.1:\d+)$/;
const AUDIENCE = /^[\da-f]{64}$/;

/**
 * Reads the variables `ACCESS_ISSUER`, `ACCESS_AUDIENCE` and `ACCESS_ROLES`.
 *
 * @throws for a variable that is absent or wrong, which is named
 */
export function accessConfiguration(env: Env): AccessConfiguration {
  return {
    issuer: matching('ACCESS_ISSUER', env.ACCESS_ISSUER, ISSUER),
    audience: matching('ACCESS_AUDIENCE', env.ACCESS_AUDIENCE, AUDIENCE),
    roles: rolesOf(env.ACCESS_ROLES),
  };
}

function matching(name: string, value: string | undefined, pattern: RegExp): string {
  if (value !== undefined && pattern.test(value)) return value;
  throw new Error(`${name}: not valid, but is ${JSON.stringify(value)}`);
}
