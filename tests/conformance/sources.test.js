/** The sources of credentials get keys from servers that no one here wrote, who then accept them. */
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
  test(`${name} lets a role be assumed, and with its session another`, async () => {
    const { url, account } = server;
    const where = { region: REGION, endpoint: url, roleArn: account.roleArn };
    const first = fromAssumeRole({ ...where, source: account.user });
    const second = fromAssumeRole({ ...where, source: first, durationSeconds: 900 });
    await acceptsKeysOf(server, first, HOUR);
    await acceptsKeysOf(server, second, HOUR / 4);
  });
}

test('MiniStack gives keys to the guests of an identity pool', async () => {
  const { url, account } = MiniStack;
  const cognito = { Federated: 'cognito-identity.amazonaws.com' };
  const role = await createRole(url, account.user, 'guest', cognito, WITH_WEB_IDENTITY);
  const pool = { IdentityPoolName: 'lens', AllowUnauthenticatedIdentities: true };
  const { IdentityPoolId } = await identity('CreateIdentityPool', pool);
  await identity('SetIdentityPoolRoles', { IdentityPoolId, Roles: { unauthenticated: role } });
  const where = { region: REGION, endpoint: url, identityPoolId: IdentityPoolId };
  await acceptsKeysOf(MiniStack, fromCognitoIdentityPool(where), HOUR);
});

test('MiniStack gives keys to the bearer of a token, and to nobody else', async () => {
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

/** Its keys open the service, and last about so long. */
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

/** A token of OpenID Connect, whose signature MiniStack does not look at. */
function token(issuer) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 600;
  const claims = { iss: `https://${issuer}`, aud: 'lens', sub: 'reader', exp };
  return [part({ alg: 'RS256', kid: 'key' }), part(claims), 'c2lnbmF0dXJl'].join('.');
}
