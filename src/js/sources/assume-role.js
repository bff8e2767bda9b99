import { anything, ofRole, required, text } from './options.js';
import { Service } from './service.js';
import { sourceOf } from './source.js';
import { adviceOn, assume, sessionName } from './sts.js';

const rules = () => ({
  ...ofRole(),
  externalId: text(2, 1224, /^[\w+=,.@:/-]*$/, 'a string of letters, digits and _+=,.@:/-'),
  source: required(anything),
});

const EXPIRED = 'the credentials of source have expired; have it give new ones';
const ADVICE = {
  AccessDenied:
    'check that the trust policy of the role names whose keys source gives, and the external id',
  ExpiredToken: EXPIRED,
  ExpiredTokenException: EXPIRED,
  InvalidClientTokenId: 'check the keys that source gives: AWS does not know them',
  SignatureDoesNotMatch: 'check the secret access key that source gives',
};

export function fromAssumeRole(options) {
  const service = new Service('sts', 'fromAssumeRole', options, rules());
  const { roleArn, roleSessionName, externalId, durationSeconds } = options;
  const parameters = {
    RoleArn: roleArn,
    RoleSessionName: roleSessionName ?? sessionName(),
    ExternalId: externalId,
    DurationSeconds: durationSeconds,
  };
  return sourceOf(
    () => assume(service, 'AssumeRole', parameters, { isSigned: true }),
    (failure) => adviceOn(failure, ADVICE),
  );
}
