/**
 * Unmodified boto3, AWS's SDK for JavaScript and patchlens get the same credentials from the
 * simulator's STS and Cognito Identity.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import * as theirs from '@aws-sdk/credential-providers';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DescribeInstanceInformationCommand, SSMClient } from '@aws-sdk/client-ssm';
import { fromAssumeRole, fromCognitoIdentityPool, fromWebIdentity, PatchClient } from 'patchlens';
import { PYTHON } from '../../../scripts/python.mjs';
import { serve } from '../../../simulator/serve.js';
import { KEYS, REGION } from '../conversation.js';
import { POOL, PROVIDER, ROLE, roleArn } from '../credential-providers/rig.js';

const TOKEN = 'header.payload.signature';
const LOGINS = { [PROVIDER]: TOKEN };
const CHAINED = roleArn('Chained');
const NOWHERE = 'us-east-1:00000000-0000-0000-0000-000000000000';
const HOUR = 3_600_000;

let aws;
let boto3;

before(async () => {
  aws = await serve({
    fleet: { nodes: 8, seed: 4 },
    roles: [
      { arn: ROLE, externalId: 'a/b=c', maxSessionSeconds: 7200 },
      { arn: CHAINED, trusts: [ROLE, PROVIDER] },
    ],
    identityPools: [{ identityPoolId: POOL, allowsGuests: true, providers: [PROVIDER] }],
    webIdentityTokens: [
      { token: TOKEN, provider: PROVIDER, subject: 'alice' },
      { token: 'an.old.token', provider: PROVIDER, expiration: 0 },
    ],
  });
  boto3 = startBoto3();
});

after(async () => {
  await boto3?.close();
  await aws?.close();
});

/** boto3 in a process of its own, until `close()`. */
function startBoto3() {
  const python = spawn(PYTHON, ['tests/peers/call.py'], {
    cwd: new URL('../../..', import.meta.url),
    env: { ...process.env, AWS_EC2_METADATA_DISABLED: 'true' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(python.stdout)[Symbol.asyncIterator]();
  return {
    async call(service, operation, input, { credentials = KEYS, unsigned = false } = {}) {
      const client = { service_name: service, region_name: REGION, endpoint_url: aws.url };
      const keys = {
        aws_access_key_id: credentials.accessKeyId,
        aws_secret_access_key: credentials.secretAccessKey,
        aws_session_token: credentials.sessionToken,
      };
      const request = { client: { ...client, ...keys }, operation, input, unsigned };
      python.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('boto3 ended; its traceback is above');
      return JSON.parse(value);
    },
    async close() {
      python.stdin.end();
      if (python.exitCode === null) await once(python, 'close');
    },
  };
}

/** The credentials of boto3, in the form of clients' options. */
function keysIn({ answer, ...refusal }) {
  if (answer === undefined) throw Object.assign(new Error(refusal.message), { name: refusal.code });
  const { AccessKeyId, SecretAccessKey, SecretKey, SessionToken, Expiration } = answer.Credentials;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey ?? SecretKey,
    sessionToken: SessionToken,
    expiration: new Date(Expiration.time),
  };
}

const clientConfig = () => ({ region: REGION, endpoint: aws.url, maxAttempts: 1 });
const ours = (options) => ({ region: REGION, endpoint: aws.url, maxAttempts: 1, ...options });

/** Each way to get credentials, with three clients. */
const ROLE_SOURCES = {
  patchlens: ({ RoleArn, ExternalId, DurationSeconds, source = KEYS }) =>
    fromAssumeRole(
      ours({
        roleArn: RoleArn,
        roleSessionName: 'peer',
        externalId: ExternalId,
        durationSeconds: DurationSeconds,
        source,
      }),
    )(),
  'AWS SDK': ({ source = KEYS, ...params }) =>
    theirs.fromTemporaryCredentials({
      params: { RoleSessionName: 'peer', ...params },
      masterCredentials: { ...source },
      clientConfig: clientConfig(),
    })(),
  boto3: async ({ source = KEYS, ...params }) =>
    keysIn(
      await boto3.call(
        'sts',
        'assume_role',
        { RoleSessionName: 'peer', ...params },
        {
          credentials: source,
        },
      ),
    ),
};

const WEB_SOURCES = {
  patchlens: ({ RoleArn, token }) =>
    fromWebIdentity(ours({ roleArn: RoleArn, roleSessionName: 'peer', token: () => token }))(),
  'AWS SDK': ({ RoleArn, token }) =>
    theirs.fromWebToken({
      roleArn: RoleArn,
      roleSessionName: 'peer',
      webIdentityToken: token,
      clientConfig: clientConfig(),
    })(),
  boto3: async ({ RoleArn, token }) => {
    const input = { RoleArn, RoleSessionName: 'peer', WebIdentityToken: token };
    const unsigned = { unsigned: true };
    return keysIn(await boto3.call('sts', 'assume_role_with_web_identity', input, unsigned));
  },
};

const POOL_SOURCES = {
  patchlens: ({ pool, logins }) =>
    fromCognitoIdentityPool(ours({ identityPoolId: pool, logins }))(),
  'AWS SDK': ({ pool, logins }) =>
    theirs.fromCognitoIdentityPool({
      identityPoolId: pool,
      logins,
      clientConfig: clientConfig(),
    })(),
  boto3: async ({ pool, logins = {} }) => {
    const id = await boto3.call('cognito-identity', 'get_id', {
      IdentityPoolId: pool,
      Logins: logins,
    });
    if (!id.answer) return keysIn(id);
    const input = { IdentityId: id.answer.IdentityId, Logins: logins };
    return keysIn(await boto3.call('cognito-identity', 'get_credentials_for_identity', input));
  },
};

/** Gets credentials with each client and uses them with each client. */
async function givenAlike(sources, parameters, arn, lifetimeMs = HOUR) {
  for (const [name, source] of Object.entries(sources)) {
    const keys = await source(parameters);
    const left = keys.expiration - Date.now();
    assert.ok(left > lifetimeMs - 60_000 && left <= lifetimeMs, `${name}: ${left} ms`);
    assert.match(await callerOf(keys), arn, name);
    await used(keys);
  }
}

async function callerOf({ accessKeyId, secretAccessKey, sessionToken }) {
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  const client = new STSClient({ ...clientConfig(), credentials });
  const { Arn } = await client.send(new GetCallerIdentityCommand({}));
  client.destroy();
  const { answer } = await boto3.call('sts', 'get_caller_identity', {}, { credentials });
  assert.equal(answer.Arn, Arn);
  return Arn;
}

async function used(credentials) {
  const client = new PatchClient({ region: REGION, endpoint: aws.url, credentials });
  const { InstanceInformationList } = await client.describeInstanceInformation();
  const peer = new SSMClient({ ...clientConfig(), credentials: { ...credentials } });
  const answer = await peer.send(new DescribeInstanceInformationCommand({}));
  peer.destroy();
  assert.equal(answer.InstanceInformationList.length, InstanceInformationList.length);
}

/** Asserts that all three clients fail with this code. */
async function refusedAlike(sources, parameters, code) {
  for (const [name, source] of Object.entries(sources)) {
    const error = await source(parameters).then(
      () => assert.fail(`${name} got keys`),
      (failure) => failure,
    );
    const said = name === 'patchlens' ? error.cause.awsCode : error.name;
    // The SDK for JavaScript names modelled errors by their shape.
    assert.equal(
      said.replace(/^InvalidIdentityTokenException$/, 'InvalidIdentityToken'),
      code,
      name,
    );
  }
}

const IN_TIME = { RoleArn: ROLE, ExternalId: 'a/b=c', DurationSeconds: 7200 };

test('all clients get the credentials of a role for the requested duration', () =>
  givenAlike(ROLE_SOURCES, IN_TIME, /:assumed-role\/PatchReader\/peer$/, 2 * HOUR));

test('all clients assume a role with the credentials of another', async () => {
  for (const first of Object.values(ROLE_SOURCES)) {
    const source = await first(IN_TIME);
    const parameters = { RoleArn: CHAINED, source };
    await givenAlike(ROLE_SOURCES, parameters, /:assumed-role\/Chained\/peer$/);
  }
});

test('all clients get the credentials of a role with a token', () =>
  givenAlike(WEB_SOURCES, { RoleArn: CHAINED, token: TOKEN }, /:assumed-role\/Chained\/peer$/));

test('all clients get the credentials of guests and of users', async () => {
  await givenAlike(POOL_SOURCES, { pool: POOL }, /Unauth_Role\/CognitoIdentityCredentials$/);
  await givenAlike(POOL_SOURCES, { pool: POOL, logins: LOGINS }, /_Auth_Role\/CognitoIdentityCred/);
});

test('all clients get the same errors', async () => {
  const wrong = { ...KEYS, secretAccessKey: KEYS.secretAccessKey.toLowerCase() };
  const session = await ROLE_SOURCES.boto3(IN_TIME);
  const cut = { ...session, sessionToken: session.sessionToken.slice(4) };
  for (const [difference, code] of [
    [{ ExternalId: 'other' }, 'AccessDenied'],
    [{ RoleArn: roleArn('Unknown') }, 'AccessDenied'],
    [{ DurationSeconds: 7201 }, 'ValidationError'],
    [{ RoleArn: CHAINED, source: session, DurationSeconds: 3601 }, 'ValidationError'],
    [{ source: wrong }, 'SignatureDoesNotMatch'],
    [{ source: cut }, 'InvalidClientTokenId'],
  ]) {
    await refusedAlike(ROLE_SOURCES, { ...IN_TIME, ...difference }, code);
  }
  for (const [parameters, code] of [
    [{ RoleArn: CHAINED, token: 'an.old.token' }, 'ExpiredTokenException'],
    [{ RoleArn: CHAINED, token: 'no token' }, 'InvalidIdentityToken'],
    [{ RoleArn: ROLE, token: TOKEN }, 'AccessDenied'],
  ]) {
    await refusedAlike(WEB_SOURCES, parameters, code);
  }
  for (const [parameters, code] of [
    [{ pool: NOWHERE }, 'ResourceNotFoundException'],
    [{ pool: POOL, logins: { [PROVIDER]: 'no token' } }, 'NotAuthorizedException'],
    [{ pool: POOL, logins: { other: TOKEN } }, 'NotAuthorizedException'],
  ]) {
    await refusedAlike(POOL_SOURCES, parameters, code);
  }
});
