import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const { fleetHash, formatAge, formatShare, nodeHash, parseRoute, parseSample, pastedKeys, plural } =
  await pageCode('model/route', 'model/words', 'model/sample', 'model/pasted-keys');

test('addresses lead where they came from', () => {
  assert.deepEqual(parseRoute(nodeHash('i-0a', 'state=open')), {
    page: 'node',
    id: 'i-0a',
    query: 'state=open',
  });
  assert.deepEqual(parseRoute(nodeHash('a/b%')), { page: 'node', id: 'a/b%', query: '' });
  assert.deepEqual(parseRoute(fleetHash('q=a?b')), { page: 'fleet', query: 'q=a?b' });
  assert.deepEqual(parseRoute('#/connect'), { page: 'connect' });
});

test('an address that means nothing leads to the fleet', () => {
  for (const hash of ['', '#', '#/nowhere', '#/node/'])
    assert.equal(parseRoute(hash).page, 'fleet');
  assert.deepEqual(parseRoute('#/node/%E0%A4%A'), { page: 'node', id: '%E0%A4%A', query: '' });
});

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a/b+c=', sessionToken: 'tok//en=' };

for (const [form, text] of Object.entries({
  'shell exports':
    'export AWS_ACCESS_KEY_ID=AKIDEXAMPLE\nexport AWS_SECRET_ACCESS_KEY=a/b+c=\nexport AWS_SESSION_TOKEN="tok//en="\n',
  PowerShell:
    '$Env:AWS_ACCESS_KEY_ID="AKIDEXAMPLE"\n$Env:AWS_SECRET_ACCESS_KEY="a/b+c="\n$Env:AWS_SESSION_TOKEN="tok//en="',
  cmd: 'SET AWS_ACCESS_KEY_ID=AKIDEXAMPLE\r\nSET AWS_SECRET_ACCESS_KEY=a/b+c=\r\nSET AWS_SESSION_TOKEN=tok//en=\r\n',
  'a profile':
    '[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = a/b+c=\naws_session_token = tok//en=',
  'the CLI’s JSON':
    '{"Version": 1, "AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "a/b+c=", "SessionToken": "tok//en=", "Expiration": "2026-11-21T00:00:00Z"}',
})) {
  test(`keys pasted as ${form} are recognised`, () => {
    assert.deepEqual(pastedKeys(text), KEYS);
  });
}

test('a single pasted key is left to the field it was pasted into', () => {
  assert.equal(pastedKeys('AKIDEXAMPLE'), undefined);
  assert.equal(pastedKeys('wJalrXUtnFEMI/K7MDENG=bPxRfiCYEXAMPLEKEY'), undefined);
  assert.equal(pastedKeys('region=eu-west-1'), undefined);
});

test('a region comes along with pasted keys', () => {
  assert.equal(pastedKeys('AWS_ACCESS_KEY_ID=A AWS_REGION=eu-west-1').region, 'eu-west-1');
});

const SAMPLE = {
  endpoint: '/ssm/',
  region: 'us-east-1',
  accessKeyId: 'AKID',
  secretAccessKey: 'secret',
  nodes: 10,
};

test('the endpoint of a sample is relative to the page', () => {
  assert.equal(
    parseSample(SAMPLE, 'http://127.0.0.1:8080/page/').endpoint,
    'http://127.0.0.1:8080/ssm/',
  );
  assert.equal(
    parseSample({ ...SAMPLE, endpoint: 'http://localhost:9/' }, 'http://a.test/').endpoint,
    'http://localhost:9/',
  );
});

test('what is no sample is refused', () => {
  for (const wrong of [
    null,
    [],
    'text',
    { ...SAMPLE, region: '' },
    { ...SAMPLE, accessKeyId: 5 },
  ]) {
    assert.throws(() => parseSample(wrong, 'http://a.test/'), TypeError);
  }
});

test('shares never round a problem away', () => {
  assert.deepEqual(
    [
      [0, 0],
      [0, 9],
      [1, 1000],
      [999, 1000],
      [5, 5],
    ].map((pair) => formatShare(...pair)),
    ['0 %', '0 %', '< 1 %', '99 %', '100 %'],
  );
});

test('ages are told in the unit that fits', () => {
  const age = (ms) => formatAge(new Date(-ms), 0);
  assert.equal(age(30_000), 'just now');
  assert.equal(age(5 * 60_000), '5 minutes ago');
  assert.equal(age(26 * 3_600_000), 'yesterday');
  assert.equal(age(400 * 86_400_000), 'last year');
});

test('counts have their noun', () => {
  assert.equal(plural(1, 'node'), '1 node');
  assert.equal(plural(2000, 'patch', 'patches'), '2,000 patches');
});
