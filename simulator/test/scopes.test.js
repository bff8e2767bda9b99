/** Several accounts and regions behind one address, each with its own fleet and rate. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, KEYS, NOW, pagesOf, read, signedRequest, simulatorAt } from './signed-call.js';

const A = '111122223333';
const B = '444455556666';
const KEYS_OF_B = { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: 'secret-of-b' };
const SCOPES = [
  { account: A, region: 'us-east-1', fleet: { nodes: 12 } },
  { account: A, region: 'eu-central-1', fleet: { nodes: 7 } },
  { account: B, region: 'us-east-1', fleet: { nodes: 5 }, credentials: [KEYS_OF_B] },
];
const OPERATION = 'DescribeInstanceInformation';

/** The credentials of the role of an account, taken with the simulator's keys. */
async function roleKeys(simulator, account, { region = 'us-east-1', name = 'PatchReader' } = {}) {
  const url = 'https://sts.amazonaws.com/';
  const parameters = { RoleArn: `arn:aws:iam::${account}:role/${name}`, RoleSessionName: 'test' };
  const body = String(
    new URLSearchParams({ Action: 'AssumeRole', Version: '2011-06-15', ...parameters }),
  );
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-amz-target': undefined,
    accept: 'application/json',
  };
  const request = await signedRequest({ url, service: 'sts', region, body, headers });
  const response = await read(await simulator.handle(request));
  if (response.status !== 200) return response.body.Error.Code;
  const { Credentials } = response.body.AssumeRoleResponse.AssumeRoleResult;
  return {
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  };
}

async function ids(simulator, parts) {
  const found = [];
  for await (const page of pagesOf(simulator, { operation: OPERATION, input: {}, ...parts })) {
    found.push(...page.InstanceInformationList.map(({ InstanceId }) => InstanceId));
  }
  return found;
}

const idsIn = ({ fleet }) => [...fleet.nodes()].map(([, node]) => node.id);

test('the credentials decide the account, the scope of the signature the region', async () => {
  const simulator = simulatorAt({ fleet: undefined, scopes: SCOPES });
  const credentials = await roleKeys(simulator, A);
  const [first, second, third] = simulator.scopes.map(idsIn);
  assert.deepEqual(await ids(simulator, { credentials }), first);
  assert.deepEqual(await ids(simulator, { credentials, region: 'eu-central-1' }), second);
  assert.deepEqual(await ids(simulator, { credentials: KEYS_OF_B }), third);
  assert.deepEqual(await ids(simulator, { credentials: await roleKeys(simulator, B) }), third);
  assert.deepEqual([first.length, second.length, third.length], [12, 7, 5]);
  assert.equal(new Set([...first, ...second, ...third]).size, 24);
});

test('an account has no nodes in a region that is not its own, and no other region exists', async () => {
  const simulator = simulatorAt({ fleet: undefined, scopes: SCOPES });
  assert.deepEqual(await ids(simulator, { credentials: KEYS_OF_B, region: 'eu-central-1' }), []);
  assert.deepEqual(await ids(simulator, { credentials: KEYS }), []);
  const { body } = await call(simulator, { credentials: KEYS_OF_B, region: 'eu-north-1' });
  assert.equal(body.__type, 'InvalidSignatureException');
});

test('a token of one region is not valid in another', async () => {
  const simulator = simulatorAt({ fleet: undefined, scopes: SCOPES });
  const credentials = await roleKeys(simulator, A);
  const { body } = await call(simulator, { credentials, input: { MaxResults: 5 } });
  const input = { MaxResults: 5, NextToken: body.NextToken };
  const elsewhere = await call(simulator, { credentials, input, region: 'eu-central-1' });
  assert.equal(elsewhere.body.__type, 'InvalidNextToken');
  assert.equal((await call(simulator, { credentials, input })).status, 200);
});

test('the role of a scope can be named, and can trust others than the simulator’s keys', async () => {
  const own = { arn: `arn:aws:iam::${A}:role/Own`, trusts: [`arn:aws:iam::${B}:root`] };
  const [first, , third] = SCOPES;
  const simulator = simulatorAt({
    fleet: undefined,
    scopes: [{ ...first, role: own }, { ...third, role: `arn:aws:iam::${B}:role/Other` }],
  });
  assert.equal(await roleKeys(simulator, A, { name: 'Own' }), 'AccessDenied');
  const credentials = await roleKeys(simulator, B, { name: 'Other' });
  assert.equal((await ids(simulator, { credentials })).length, 5);
  assert.deepEqual(
    simulator.scopes.map(({ role }) => role),
    [own.arn, `arn:aws:iam::${B}:role/Other`],
  );
});

async function codes(simulator, times, parts) {
  const found = [];
  for (let at = 0; at < times; at += 1) found.push((await call(simulator, parts)).body.__type);
  return found;
}

test('each scope has a token bucket of its own over all operations', async () => {
  let now = NOW;
  const records = [];
  const [first, second, third] = SCOPES;
  const simulator = simulatorAt({
    fleet: undefined,
    now: () => now,
    onRequest: (record) => records.push(record),
    scopes: [{ ...first, requestsPerSecond: 2 }, second, { ...third, requestsPerSecond: 10, burst: 1 }],
  });
  const credentials = await roleKeys(simulator, A);
  const limited = { credentials };
  const throttled = 'ThrottlingException';
  assert.deepEqual(await codes(simulator, 2, limited), [undefined, undefined]);
  const other = { credentials, operation: 'DescribePatchBaselines' };
  const { status, body } = await call(simulator, other);
  assert.deepEqual([status, body], [400, { __type: throttled, message: 'Rate exceeded' }]);
  const { status: logged, account, region, fault } = records.at(-1);
  assert.deepEqual([logged, account, region, fault], [400, A, 'us-east-1', 'throttle']);
  const elsewhere = await codes(simulator, 5, { credentials, region: 'eu-central-1' });
  assert.deepEqual(elsewhere, Array(5).fill(undefined));
  const byB = { credentials: KEYS_OF_B };
  assert.deepEqual(await codes(simulator, 2, byB), [undefined, throttled]);
  now += 500;
  const later = { ...limited, signedAt: now };
  assert.deepEqual(await codes(simulator, 2, later), [undefined, throttled]);
});

test('the only scope can have a rate, too, and STS has none', async () => {
  const simulator = simulatorAt({
    requestsPerSecond: 0.5,
    roles: [{ arn: 'arn:aws:iam::123456789012:role/PatchReader' }],
  });
  assert.deepEqual(await codes(simulator, 2, {}), [undefined, 'ThrottlingException']);
  assert.equal(typeof (await roleKeys(simulator, '123456789012')), 'object');
});

test('a function of faults learns the account and the region', async () => {
  const places = [];
  const faults = ({ account, region }) => void places.push([account, region]);
  const simulator = simulatorAt({ fleet: undefined, scopes: SCOPES, faults });
  await call(simulator, { credentials: KEYS_OF_B });
  assert.deepEqual(places, [[B, 'us-east-1']]);
});

const MISTAKES = [
  [{ scopes: [] }, 'scopes: at least one scope is needed'],
  [{ scopes: [SCOPES[0], SCOPES[0]] }, `scopes: ${A}/us-east-1 is given twice`],
  [{ scopes: SCOPES, region: 'us-east-1' }, 'scopes: "region" belongs into each scope'],
  [
    { scopes: [{ account: '12', region: 'us-east-1' }] },
    'scopes: account must have 12 digits, got "12"',
  ],
  [{ scopes: [{ account: A }] }, `scopes: the scope of account ${A} has no region`],
  [
    { scopes: [{ ...SCOPES[0], role: `arn:aws:iam::${B}:role/R` }] },
    `scopes: arn:aws:iam::${B}:role/R is not a role of account ${A}`,
  ],
  [
    { scopes: [{ ...SCOPES[0], requestsPerSecond: 0 }] },
    'requestsPerSecond: expected a number above 0, got 0',
  ],
];
for (const [options, message] of MISTAKES) {
  test(`refused: ${message}`, () => {
    assert.throws(() => simulatorAt({ fleet: undefined, ...options }), { name: 'TypeError', message });
  });
}
