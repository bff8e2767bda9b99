import { ProviderClient, credentialsIn, malformed, provider, valueOf } from './provider.js';

const MAX_LOGINS = 10;
const LOGINS = {
  expected: "an object of at most 10 tokens by their providers' names",
  fits: isLogins,
};

export function fromCognitoIdentityPool(options) {
  const client = new ProviderClient('fromCognitoIdentityPool', options);
  const { identityPoolId, logins, customRoleArn, accountId } = options;
  // Kept, because every call of GetId for a guest creates another identity.
  let identityId;

  async function refresh() {
    const doing = `get credentials from the identity pool "${identityPoolId}"`;
    const tokens = await tokensOf(logins, doing);
    const isKept = identityId !== undefined;
    identityId ??= await newId(tokens, doing);
    try {
      return await credentials(tokens, doing);
    } catch (error) {
      if (!isKept || error.awsCode !== 'ResourceNotFoundException') throw error;
      identityId = undefined; // The identity was deleted.
      identityId = await newId(tokens, doing);
      return credentials(tokens, doing);
    }
  }

  async function newId(tokens, doing) {
    const input = { IdentityPoolId: identityPoolId, AccountId: accountId, Logins: tokens };
    const answer = await client.call('GetId', JSON.stringify(input), doing, unsigned(tokens));
    if (answer.IdentityId && typeof answer.IdentityId === 'string') return answer.IdentityId;
    throw malformed(doing, 'it has no identity id');
  }

  async function credentials(tokens, doing) {
    const input = { IdentityId: identityId, Logins: tokens, CustomRoleArn: customRoleArn };
    const body = JSON.stringify(input);
    const answer = await client.call('GetCredentialsForIdentity', body, doing, unsigned(tokens));
    const { IdentityId, Credentials } = answer;
    const found = credentialsIn({ ...Credentials, SecretAccessKey: Credentials?.SecretKey }, doing);
    // The service can return another identity, which the logins belong to.
    identityId = IdentityId ?? identityId;
    return found;
  }

  return provider(refresh, ({ awsCode }) => adviceOn(awsCode, logins));
}

/** The options of an unsigned call whose body contains these tokens. */
function unsigned(tokens) {
  return { isSigned: false, secrets: Object.values(tokens ?? {}) };
}

/** The tokens to send, if any. The function is called for every refresh, since tokens expire. */
function tokensOf(logins, doing) {
  if (typeof logins !== 'function') return logins ?? undefined;
  return valueOf('logins', doing, logins, LOGINS);
}

function isLogins(value) {
  if (Object(value) !== value || Array.isArray(value)) return false;
  const tokens = Object.values(value);
  return tokens.length <= MAX_LOGINS && tokens.every((token) => token && typeof token === 'string');
}

function adviceOn(awsCode, logins) {
  return {
    ResourceNotFoundException:
      'check identityPoolId, accountId, and that the pool is in this region',
    NotAuthorizedException: logins
      ? 'check that logins has a current token under the name that the pool has for its provider; for another user make another source'
      : 'allow guest access in the settings of the identity pool, or give logins',
    InvalidIdentityPoolConfigurationException:
      'check that the pool has a role for this user, and that its trust policy names the pool',
    InvalidParameterException: 'check logins and customRoleArn',
    ResourceConflictException:
      'the logins belong to another identity; make another source for them',
  }[awsCode];
}
