/** The credentials providers get credentials from third-party servers, which then accept them. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fromAssumeRole, fromCognitoIdentityPool, fromWebIdentity } from 'patchlens';
import { clientOf, createRole, openServers, query, REGION, send } from './account.js';

const ISSUER = 'issuer.example.com';
const HOUR = 3_600_000;
const WITH_WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';
const SERVERS = await openServers();
const { MiniStack } = SERVERS;

after(() => Promise.all(Object.values(SERVERS).map(({ close }) => close())));

for (const [name, server] of Object.entries(SERVERS)) {
  test(`${name} returns the credentials of a role, and with them those of another`, async () => {
    const { url, account } = server;
    const where = { region: REGION, endpoint: url, roleArn: account.roleArn };
    const first = fromAssumeRole({ ...where, source: account.user });
    const second = fromAssumeRole({ ...where, source: first, durationSeconds: 900 });
    await acceptsKeysOf(server, first, HOUR);
    await acceptsKeysOf(server, second, HOUR / 4);
  });
}

test('MiniStack returns credentials for guests of an identity pool', async () => {
  const { url, account } = MiniStack;
  const cognito = { Federated: 'cognito-identity.amazonaws.com' };
  const role = await createRole(url, account.user, 'guest', cognito, WITH_WEB_IDENTITY);
  const pool = { IdentityPoolName: 'lens', AllowUnauthenticatedIdentities: true };
  const { IdentityPoolId } = await identity('CreateIdentityPool', pool);
  await identity('SetIdentityPoolRoles', { IdentityPoolId, Roles: { unauthenticated: role } });
  const where = { region: REGION, endpoint: url, identityPoolId: IdentityPoolId };
  await acceptsKeysOf(MiniStack, fromCognitoIdentityPool(where), HOUR);
});

test('MiniStack returns credentials for a valid token only', async () => {
  const { url, account } = MiniStack;
  const provider = { Url: `https://${ISSUER}`, 'ClientIDList.member.1': 'lens' };
  const found = await query(url, account.user, 'iam', {
    Action: 'CreateOpenIDConnectProvider',
    ...provider,
    'ThumbprintList.member.1': '0'.repeat(40),
  });
  const principal = { Federated: found('OpenIDConnectProviderArn') };
  const roleArn = await createRole(url, account.user, 'bearer', principal, WITH_WEB_IDENTITY);
  const where = { region: REGION, endpoint: url, roleArn };
  await acceptsKeysOf(MiniStack, fromWebIdentity({ ...where, token: () => token(ISSUER) }), HOUR);
  const other = fromWebIdentity({ ...where, token: () => token('other.example.com') });
  await assert.rejects(other(), ({ code, cause }) => {
    assert.deepEqual([code, cause.code, cause.status >= 400], ['credentials', 'service', true]);
    return true;
  });
});

/** Asserts that the service accepts the credentials, and that they expire after about this time. */
async function acceptsKeysOf(server, credentials, lastMs) {
  const { sessionToken, expiration } = await credentials();
  assert.ok(sessionToken);
  assert.ok(Math.abs(expiration - Date.now() - lastMs) < 60_000, String(expiration));
  const { Parameters } = await clientOf(server, { credentials }).send('DescribeParameters', {});
  assert.deepEqual(Parameters, []);
}

async function identity(action, input) {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityService.${action}`,
  };
  const request = { method: 'POST', url: MiniStack.url, headers, body: JSON.stringify(input) };
  const options = { credentials: MiniStack.account.user, service: 'cognito-identity' };
  const { status, text } = await send(request, options);
  assert.equal(status, 200, text);
  return JSON.parse(text);
}

/** An OpenID Connect token, whose signature MiniStack does not check. */
function token(issuer) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 600;
  const claims = { iss: `https://${issuer}`, aud: 'lens', sub: 'reader', exp };
  return [part({ alg: 'RS256', kid: 'key' }), part(claims), 'c2lnbmF0dXJl'].join('.');
}
