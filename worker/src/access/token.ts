import {
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
  type JWTPayload,
} from 'jose';
import { AccessRefused } from './access-refused.ts';
import type { AccessConfiguration } from './configuration.ts';

type Keys = ReturnType<typeof createRemoteJWKSet>;

const LEEWAY_SECONDS = 30;
/** The longest session that Access grants is a month. */
const LONGEST = '31 days';
const COOLDOWN_MS = 10_000;
const TIMEOUT_MS = 5_000;
const CERTS = '/cdn-cgi/access/certs';

/** The keys of an issuer, in the memory of this isolate. */
const keysByIssuer = new Map<string, Keys>();

/**
 * The claims of a token that Access has signed for this application and that is in force.
 *
 * @throws {AccessRefused} for any other token, and if the keys of Access cannot be read
 */
export async function claimsOf(
  token: string,
  { issuer, audience }: AccessConfiguration,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, (header, input) => keyOf(issuer, header, input), {
      algorithms: ['RS256'],
      issuer,
      audience,
      requiredClaims: ['exp'],
      maxTokenAge: LONGEST,
      clockTolerance: LEEWAY_SECONDS,
    });
    return payload;
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): AccessRefused {
  if (error instanceof AccessRefused) return error;
  if (error instanceof errors.JWTExpired) {
    return new AccessRefused('expired', 'The token of Cloudflare Access has expired');
  }
  return new AccessRefused('unauthorized', 'The token of Cloudflare Access is not valid');
}

async function keyOf(issuer: string, header: JWSHeaderParameters, input: FlattenedJWSInput) {
  if (!header.kid) throw new AccessRefused('unauthorized', 'The token does not name its key');
  try {
    return await keysOf(issuer)(header, input);
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) {
      throw new AccessRefused('unauthorized', 'The token is signed by a key that Access does not have');
    }
    throw new AccessRefused('unavailable', 'The keys of Cloudflare Access cannot be read now');
  }
}

/** The library reads the keys again for one that it does not know, after the cooldown. */
function keysOf(issuer: string): Keys {
  const kept = keysByIssuer.get(issuer);
  if (kept) return kept;
  const options = { cooldownDuration: COOLDOWN_MS, timeoutDuration: TIMEOUT_MS };
  const keys = createRemoteJWKSet(new URL(CERTS, issuer), options);
  keysByIssuer.set(issuer, keys);
  return keys;
}
