/**
 * Third-party servers that verify signatures accept the package's requests. `refusals.test.js` has
 * the requests that they reject.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fromAssumeRole } from 'patchlens';
import { assumeRole, clientOf, expiredSession, openServers, REGION, send } from './account.js';
import { refused } from './refused.js';

const MINUTE = 60_000;
const NAME = '/größe/✓';
const VALUE = 'a "text" of 3 lines:\n✓ 😀\n\u2028';
const SERVERS = await openServers();
const { moto, MiniStack } = SERVERS;

after(() => Promise.all(Object.values(SERVERS).map(({ close }) => close())));

for (const [name, server] of Object.entries(SERVERS)) {
  test(`${name} accepts calls with the credentials of a user`, async () => {
    const client = clientOf(server);
    await client.send('PutParameter', { Name: NAME, Value: VALUE, Type: 'String' });
    const { Parameter } = await client.send('GetParameter', { Name: NAME });
    assert.equal(Parameter.Value, VALUE);
  });

  test(`${name} accepts calls with a session token`, async () => {
    const credentials = await assumeRole(server.url, server.account);
    const { Parameters } = await clientOf(server, { credentials }).send('DescribeParameters', {});
    assert.deepEqual(Parameters.map((parameter) => parameter.Name), [NAME]);
  });

  test(`${name} returns its own code for other errors`, async () => {
    const call = clientOf(server).send('GetParameter', { Name: '/none' });
    await assert.rejects(call, refused('ParameterNotFound'));
  });
}

test('moto lists patch baselines and finds them by patch group', async () => {
  const client = clientOf(moto);
  const ids = [];
  for (const Name of ['one', 'two', 'größe ✓']) {
    const baseline = { Name, OperatingSystem: 'UBUNTU' };
    ids.push((await client.send('CreatePatchBaseline', baseline)).BaselineId);
  }
  const { items } = await client.paginate('describePatchBaselines').collect();
  assert.deepEqual(items.map(({ BaselineId }) => BaselineId).sort(), ids.toSorted());
  assert.ok(items.some(({ BaselineName }) => BaselineName === 'größe ✓'));
  const group = { PatchGroup: 'prod', BaselineId: ids[1] };
  await client.send('RegisterPatchBaselineForPatchGroup', group);
  const wanted = { PatchGroup: 'prod', OperatingSystem: 'UBUNTU' };
  const { BaselineId } = await client.getPatchBaselineForPatchGroup(wanted);
  assert.equal(BaselineId, ids[1]);
});

test('MiniStack lists its nodes, and rejects operations that it does not know', async () => {
  const client = clientOf(MiniStack);
  const { items } = await client.paginate('describeInstanceInformation').collect();
  assert.deepEqual(items, []);
  await assert.rejects(client.describeAvailablePatches(), refused('InvalidAction'));
});

// moto checks neither the expiration of sessions nor the time of signing.
test('moto accepts a session without expiration, and a signature of any time', async () => {
  const credentials = await expiredSession(moto);
  const { Parameter } = await clientOf(moto, { credentials }).send('GetParameter', { Name: NAME });
  assert.equal(Parameter.Value, VALUE);
  assert.equal((await describeParametersAt(moto, Date.now() - 60 * MINUTE)).status, 200);
});

test('MiniStack rejects a signature of an hour ago, and one an hour ahead', async () => {
  for (const minutes of [-60, 60]) {
    const time = Date.now() + minutes * MINUTE;
    const { status, text } = await describeParametersAt(MiniStack, time);
    assert.equal(status, 400);
    assert.match(text, /InvalidSignatureException.*Signature (expired|not yet current)/);
  }
});

test('MiniStack rejects an expired session, like AWS', async () => {
  const credentials = await expiredSession(MiniStack);
  const call = clientOf(MiniStack, { credentials }).send('GetParameter', { Name: NAME });
  await assert.rejects(call, refused('ExpiredTokenException'));
});

test('a client uses the credentials of the role that it assumes', async () => {
  const { url, account } = MiniStack;
  const where = { region: REGION, endpoint: url, roleArn: account.roleArn };
  const credentials = fromAssumeRole({ ...where, source: account.user });
  const { Parameter } = await clientOf(MiniStack, { credentials }).send('GetParameter', {
    Name: NAME,
  });
  assert.equal(Parameter.Value, VALUE);
});

function describeParametersAt({ url, account }, time) {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonSSM.DescribeParameters',
  };
  const options = { credentials: account.user, service: 'ssm', date: new Date(time) };
  return send({ method: 'POST', url, headers, body: '{}' }, options);
}
