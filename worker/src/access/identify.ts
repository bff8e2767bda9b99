import type { JWTPayload } from 'jose';
import type { Env } from '../env.ts';
import { AccessRefused } from './access-refused.ts';
import { accessConfiguration, type AccessConfiguration } from './configuration.ts';
import type { Identity } from './identity.ts';
import { roleOf, type Subject } from './roles.ts';
import { claimsOf } from './token.ts';

/** Access puts the token there. A token elsewhere, such as in a cookie or a URL, does not count. */
const HEADER = 'cf-access-jwt-assertion';

/**
 * Who sends a request, and their role.
 *
 * @throws {AccessRefused} without a valid token of Cloudflare Access, and for an owner without a role
 */
export async function identify(request: Request, env: Env): Promise<Identity> {
  const configuration = configured(env);
  const token = request.headers.get(HEADER);
  if (!token) throw new AccessRefused('unauthorized', 'There is no token of Cloudflare Access');
  const subject = subjectOf(await claimsOf(token, configuration), configuration);
  const who = subject.email ?? subject.serviceToken;
  const role = roleOf(subject, configuration.roles);
  if (who === undefined || role === undefined) {
    throw new AccessRefused('forbidden', 'You have no role here: ask the operator of this server for one');
  }
  return { who, role, isMachine: subject.email === undefined };
}

function configured(env: Env): AccessConfiguration {
  try {
    return accessConfiguration(env);
  } catch (error) {
    console.error(JSON.stringify({ event: 'access-not-configured', error: String(error) }));
    throw new AccessRefused('internal', 'The access to this server is not configured');
  }
}

/** A token of a service has `common_name`, a person's has `email`. One with both is a person's. */
function subjectOf(claims: JWTPayload, { roles }: AccessConfiguration): Subject {
  const email = textOf(claims.email)?.toLowerCase();
  if (email !== undefined) return { email, groups: groupsOf(claims, roles.groupClaim) };
  return { serviceToken: textOf(claims.common_name), groups: [] };
}

/** Access has the claims of an identity provider under `custom`. */
function groupsOf({ custom }: JWTPayload, name: string | undefined): string[] {
  if (name === undefined || typeof custom !== 'object' || custom === null) return [];
  const value = Object.hasOwn(custom, name) ? (custom as Record<string, unknown>)[name] : undefined;
  const list = Array.isArray(value) ? value : [value];
  return list.filter((group) => typeof group === 'string');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
