import { accountOf } from '../identity/caller.js';
import { sessionOf, trusts } from '../identity/roles.js';
import { ServiceError } from '../service-error.js';
import { accessDenied, validationError } from './errors.js';

const DEFAULT_SECONDS = 3600;
/** The longest session that a caller with a session of its own can get. */
const CHAINED_SECONDS = 3600;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

// From the service model of STS (API version 2011-06-15, as published in botocore, Apache-2.0), the
// members that the simulator reads. It ignores policies and tags, because it knows no permissions.
const ROLE_ARN = { isRequired: true, min: 20, max: 2048 };
const SESSION_NAME = { isRequired: true, min: 2, max: 64, pattern: '[\\w+=,.@-]*' };
const DURATION = { type: 'integer', min: 900, max: 43200 };

/**
 * @typedef {object} StsOperation
 * @property {boolean} isSigned
 * @property {Record<string, import('../identity/input-members.js').Member>} members
 * @property {(call: { input: object, caller?: ReturnType<import('../identity/caller.js').callerOf> },
 *   service: { secret: string, now: () => number,
 *   roles: Map<string, import('../identity/roles.js').Role>,
 *   sessions: ReturnType<import('../identity/sessions.js').createSessions>,
 *   webIdentities: Map<string, import('../identity/web-identities.js').WebIdentity> }) => object}
 *   output
 *
 * @type {Record<string, StsOperation>}
 */
export const OPERATIONS = {
  AssumeRole: {
    isSigned: true,
    members: {
      RoleArn: ROLE_ARN,
      RoleSessionName: SESSION_NAME,
      DurationSeconds: DURATION,
      ExternalId: { min: 2, max: 1224, pattern: '[\\w+=,.@:\\/-]*' },
    },
    output: assumeRole,
  },
  AssumeRoleWithWebIdentity: {
    isSigned: false,
    members: {
      RoleArn: ROLE_ARN,
      RoleSessionName: SESSION_NAME,
      WebIdentityToken: { isRequired: true, isSecret: true, min: 4, max: 20000 },
      DurationSeconds: DURATION,
    },
    output: assumeRoleWithWebIdentity,
  },
  GetCallerIdentity: { isSigned: true, members: {}, output: getCallerIdentity },
};

function assumeRole({ input, caller }, service) {
  const { RoleArn, ExternalId } = input;
  const role = service.roles.get(RoleArn);
  const isAllowed =
    role !== undefined &&
    trusts(role, caller) &&
    (role.externalId === undefined || role.externalId === ExternalId);
  if (!isAllowed) {
    throw accessDenied(
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
    );
  }
  const { DurationSeconds = DEFAULT_SECONDS } = input;
  if (caller.isSession && DurationSeconds > CHAINED_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role ' +
        'chaining.',
    );
  }
  return sessionOutput(role, input, service);
}

function assumeRoleWithWebIdentity({ input }, service) {
  const { subject, audience, provider } = webIdentityOf(input.WebIdentityToken, service);
  const role = service.roles.get(input.RoleArn);
  if (!role?.trusts.includes(provider)) {
    throw accessDenied('Not authorized to perform sts:AssumeRoleWithWebIdentity');
  }
  return {
    SubjectFromWebIdentityToken: subject,
    Audience: audience,
    ...sessionOutput(role, input, service),
    Provider: provider,
  };
}

function webIdentityOf(token, { webIdentities, now }) {
  const identity = webIdentities.get(token);
  if (identity === undefined) {
    throw new ServiceError(
      'InvalidIdentityToken',
      JWT.test(token)
        ? "Couldn't retrieve verification key from your identity provider,  please reference " +
            'AssumeRoleWithWebIdentity documentation for requirements'
        : 'The ID Token provided is not a valid JWT. (You may see this error if you sent an ' +
            'Access Token)',
    );
  }
  if (identity.expiresAt <= now()) {
    const [time, end] = [now(), identity.expiresAt].map((ms) => Math.floor(ms / 1000));
    throw new ServiceError(
      'ExpiredTokenException',
      `Token expired: current date/time ${time} must be before the expiration date/time ${end}`,
    );
  }
  return identity;
}

function sessionOutput(role, { RoleSessionName, DurationSeconds = DEFAULT_SECONDS }, service) {
  if (DurationSeconds > role.maxSeconds) {
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  const session = sessionOf(role, RoleSessionName, service.secret);
  const keys = service.sessions.issue(session, DurationSeconds);
  return {
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    Credentials: {
      AccessKeyId: keys.accessKeyId,
      SecretAccessKey: keys.secretAccessKey,
      SessionToken: keys.sessionToken,
      Expiration: new Date(keys.expiresAt),
    },
  };
}

function getCallerIdentity({ caller }) {
  return { Arn: caller.arn, UserId: caller.userId, Account: accountOf(caller.arn) };
}
