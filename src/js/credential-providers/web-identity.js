import { ProviderClient, provider, valueOf } from './provider.js';
import { adviceOn, assume, sessionName } from './sts.js';

const TOKEN = {
  expected: 'a string of 4 to 20000 characters',
  fits: (value) => typeof value === 'string' && value.trim().length >= 4 && value.length <= 20_000,
};

const ADVICE = {
  AccessDenied:
    "check that the trust policy of the role names the token's provider, and its conditions",
  ExpiredTokenException: 'have token get a new one from the identity provider',
  InvalidIdentityToken:
    'have token get a new ID token, and check that IAM knows its provider and audience',
  IDPRejectedClaim: 'have token get a new one: its provider does not stand by it any more',
  IDPCommunicationError: 'AWS could not reach the identity provider; try again later',
};

export function fromWebIdentity(options) {
  const client = new ProviderClient('fromWebIdentity', options);
  const { roleArn, roleSessionName, durationSeconds, token } = options;
  const name = roleSessionName ?? sessionName();
  return provider(
    async () => {
      const doing = `assume the role "${roleArn}"`;
      const parameters = {
        RoleArn: roleArn,
        RoleSessionName: name,
        DurationSeconds: durationSeconds,
        // Token files end with a line break.
        WebIdentityToken: (await valueOf('token', doing, token, TOKEN)).trim(),
      };
      const { WebIdentityToken } = parameters;
      const secrets = [WebIdentityToken, encodeURIComponent(WebIdentityToken)];
      return assume(client, 'AssumeRoleWithWebIdentity', parameters, { isSigned: false, secrets });
    },
    (failure) => adviceOn(failure, ADVICE),
  );
}
