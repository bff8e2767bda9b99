import { arn, required, text } from './options.js';
import { Service } from './service.js';
import { credentialsIn, given, malformed, sourceOf } from './source.js';

const MAX_LOGINS = 10;
const LOGINS = {
  expected: "an object of at most 10 tokens by their providers' names",
  fits: isLogins,
};

const rules = () => ({
  identityPoolId: required(
    text(1, 55, /^[\w-]+:[\da-f-]+$/, 'the id of an identity pool, such as us-east-1:1a2b3c4d-…'),
  ),
  logins: {
    isSecret: true,
    expected: `${LOGINS.expected}, or a function that gives one`,
    fits: (value) => typeof value === 'function' || isLogins(value),
  },
  customRoleArn: arn(),
  accountId: text(1, 15, /^\d+$/, 'a string of digits'),
});

const UNSIGNED = { isSigned: false };

export function fromCognitoIdentityPool(options) {
  const service = new Service('cognito-identity', 'fromCognitoIdentityPool', options, rules());
  const { identityPoolId, logins, customRoleArn, accountId } = options;
  // Kept: in a pool with guests each new one is a guest more.
  let identityId;

  async function ask() {
    const doing = `get credentials from the identity pool "${identityPoolId}"`;
    const tokens = await tokensOf(logins, doing);
    const isKept = identityId !== undefined;
    identityId ??= await newId(tokens, doing);
    try {
      return await credentials(tokens, doing);
    } catch (error) {
      if (!isKept || error.awsCode !== 'ResourceNotFoundException') throw error;
      identityId = undefined; // Deleted meanwhile.
      identityId = await newId(tokens, doing);
      return credentials(tokens, doing);
    }
  }

  async function newId(tokens, doing) {
    const input = { IdentityPoolId: identityPoolId, AccountId: accountId, Logins: tokens };
    const answer = await service.call('GetId', JSON.stringify(input), doing, UNSIGNED);
    if (answer.IdentityId && typeof answer.IdentityId === 'string') return answer.IdentityId;
    throw malformed(doing, 'it has no identity id');
  }

  async function credentials(tokens, doing) {
    const input = { IdentityId: identityId, Logins: tokens, CustomRoleArn: customRoleArn };
    const body = JSON.stringify(input);
    const answer = await service.call('GetCredentialsForIdentity', body, doing, UNSIGNED);
    const { IdentityId, Credentials } = answer;
    const found = credentialsIn({ ...Credentials, SecretAccessKey: Credentials?.SecretKey }, doing);
    // Another one, where the logins were already known by it.
    identityId = IdentityId ?? identityId;
    return found;
  }

  return sourceOf(ask, ({ awsCode }) => adviceOn(awsCode, logins));
}

/** The tokens to send, if any; asked for anew each time, since they expire. */
function tokensOf(logins, doing) {
  if (typeof logins !== 'function') return logins ?? undefined;
  return given('logins', doing, logins, LOGINS);
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
