import { aFunction, ofRole, required } from './options.js';
import { Service } from './service.js';
import { given, sourceOf } from './source.js';
import { adviceOn, assume, sessionName } from './sts.js';

const rules = () => ({ ...ofRole(), token: required({ ...aFunction, isSecret: true }) });
const TOKEN = {
  expected: 'a string of 4 to 20000 characters',
  fits: (value) => typeof value === 'string' && value.length >= 4 && value.length <= 20_000,
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
  const service = new Service('sts', 'fromWebIdentity', options, rules());
  const { roleArn, roleSessionName, durationSeconds, token } = options;
  const name = roleSessionName ?? sessionName();
  return sourceOf(
    async () => {
      const parameters = {
        RoleArn: roleArn,
        RoleSessionName: name,
        DurationSeconds: durationSeconds,
        WebIdentityToken: await given('token', `assume the role "${roleArn}"`, token, TOKEN),
      };
      return assume(service, 'AssumeRoleWithWebIdentity', parameters, { isSigned: false });
    },
    (failure) => adviceOn(failure, ADVICE),
  );
}
