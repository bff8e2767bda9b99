import { ProviderClient, provider } from './provider.js';
import { adviceOn, assume, sessionName } from './sts.js';

const EXPIRED = 'the credentials of source have expired; refresh them';
const ADVICE = {
  AccessDenied:
    'check that the trust policy of the role names the principal of source, and the external id',
  ExpiredToken: EXPIRED,
  ExpiredTokenException: EXPIRED,
  InvalidClientTokenId: 'check the keys of source: AWS does not know them',
  SignatureDoesNotMatch: 'check the secret access key of source',
};

export function fromAssumeRole(options) {
  const client = new ProviderClient('fromAssumeRole', options);
  const { roleArn, roleSessionName, externalId, durationSeconds } = options;
  const parameters = {
    RoleArn: roleArn,
    RoleSessionName: roleSessionName ?? sessionName(),
    ExternalId: externalId,
    DurationSeconds: durationSeconds,
  };
  return provider(
    () => assume(client, 'AssumeRole', parameters, { isSigned: true }),
    (failure) => adviceOn(failure, ADVICE),
  );
}
