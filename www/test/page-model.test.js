import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const { fleetHash, formatAge, formatShare, nodeHash, parseRoute, parseSample, plural } =
  await pageCode('model/route', 'model/words', 'model/sample');

test('addresses lead where they came from', () => {
  const place = { scopeId: '111122223333/eu-central-1', instanceId: 'i-0a' };
  const route = { page: 'node', ...place, query: 'state=open' };
  assert.deepEqual(parseRoute(nodeHash(place, 'state=open')), route);
  const hostile = { scopeId: 'a/b%', instanceId: '../x?#' };
  assert.deepEqual(parseRoute(nodeHash(hostile)), { page: 'node', ...hostile, query: '' });
  assert.deepEqual(parseRoute(fleetHash('q=a?b')), { page: 'fleet', query: 'q=a?b' });
  assert.deepEqual(parseRoute('#/connect'), { page: 'connect' });
});

test('an address of a node may leave out the scope', () => {
  const route = { page: 'node', scopeId: undefined, instanceId: 'i-0a', query: '' };
  assert.deepEqual(parseRoute(nodeHash({ instanceId: 'i-0a' })), route);
  assert.deepEqual(parseRoute('#/node/i-0a'), route);
});

test('an address that means nothing leads to the fleet', () => {
  for (const hash of ['', '#', '#/nowhere', '#/node/'])
    assert.equal(parseRoute(hash).page, 'fleet');
  assert.equal(parseRoute('#/node/%E0%A4%A').instanceId, '%E0%A4%A');
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

test('JSON that does not describe a sample throws', () => {
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

test('ages have the unit that fits', () => {
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
