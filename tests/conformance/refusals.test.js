/**
 * Third-party servers reject requests with wrong credentials or changes after signing. The
 * package's errors have AWS's code, from JSON (MiniStack) and from XML (moto, and every STS).
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fromAssumeRole } from 'patchlens';
import { assumeRole, clientOf, expiredSession, openServers, REGION } from './account.js';
import { refused, refusedASource } from './refused.js';

const MINUTE = 60_000;
/** Each server's codes for a wrong signature and for unknown keys. */
const CODES = {
  moto: { signature: 'SignatureDoesNotMatch', key: 'InvalidClientTokenId' },
  MiniStack: { signature: 'InvalidSignatureException', key: 'UnrecognizedClientException' },
};
const SERVERS = await openServers();
const { MiniStack } = SERVERS;

after(() => Promise.all(Object.values(SERVERS).map(({ close }) => close())));

/** A call that all of these keys permit. */
function call(server, options) {
  return clientOf(server, options).send('DescribeParameters', { MaxResults: 10 });
}

/** A `fetch` that sends another body than the signed one. */
async function tampering(request) {
  const body = (await request.text()).replace('10', '11');
  return fetch(new Request(request, { body }));
}

for (const [name, server] of Object.entries(SERVERS)) {
  const { url, account } = server;
  const codes = CODES[name];

  test(`${name} rejects a wrong secret of a user and of a session`, async () => {
    for (const keys of [account.user, await assumeRole(url, account)]) {
      await call(server, { credentials: keys });
      const credentials = { ...keys, secretAccessKey: 'wrong' };
      await assert.rejects(call(server, { credentials }), refused(codes.signature));
    }
  });

  test(`${name} rejects a body that was changed after signing`, async () => {
    for (const credentials of [account.user, await assumeRole(url, account)]) {
      const changed = call(server, { credentials, fetch: tampering });
      await assert.rejects(changed, refused(codes.signature));
    }
  });

  test(`${name} rejects an unknown key`, async () => {
    const credentials = { ...account.user, accessKeyId: 'AKIAQQQQQQQQQQQQQQQQ' };
    await assert.rejects(call(server, { credentials }), refused(codes.key));
  });

  test(`${name} rejects the token of another session`, async () => {
    const session = await assumeRole(url, account);
    const { sessionToken } = await assumeRole(url, account);
    const credentials = { ...session, sessionToken };
    await assert.rejects(call(server, { credentials }), refused(codes.key));
  });

  test(`${name} rejects a wrong secret when a role is assumed`, async () => {
    const source = { ...account.user, secretAccessKey: 'wrong' };
    const where = { region: REGION, endpoint: url, roleArn: account.roleArn };
    const credentials = fromAssumeRole({ ...where, source });
    await assert.rejects(credentials(), refusedASource('SignatureDoesNotMatch'));
  });
}

test("MiniStack's STS rejects an expired session in XML", async () => {
  const { expiration: _, ...source } = await expiredSession(MiniStack);
  const { roleArn } = MiniStack.account;
  const credentials = fromAssumeRole({ region: REGION, endpoint: MiniStack.url, roleArn, source });
  await assert.rejects(credentials(), refusedASource('ExpiredToken'));
});

test('an expired session is refreshed once', async () => {
  // In this order, since AssumeRole makes MiniStack delete expired sessions.
  const next = await assumeRole(MiniStack.url, MiniStack.account);
  const { expiration: _, ...expired } = await expiredSession(MiniStack);
  const sessions = [expired, next];
  const credentials = async () => sessions.shift();
  const { $metadata } = await call(MiniStack, { credentials, maxAttempts: 2 });
  assert.equal($metadata.attempts, 2);
});

test('a client corrects a clock skew of an hour with MiniStack', async (t) => {
  for (const minutes of [-60, 60]) {
    const now = Date.now;
    t.mock.method(Date, 'now', () => now() + minutes * MINUTE);
    const client = clientOf(MiniStack, { maxAttempts: 2 });
    const attempts = [];
    for (let calls = 0; calls < 2; calls++) {
      const { $metadata } = await client.send('DescribeParameters', {});
      attempts.push($metadata.attempts);
    }
    t.mock.restoreAll();
    assert.deepEqual(attempts, [2, 1], `${minutes} minutes off`);
  }
});
