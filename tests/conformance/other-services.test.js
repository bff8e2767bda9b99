/** Other services accept the requests of signRequest, with any paths, queries and headers. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { assumeRole, openServers, query, send } from './account.js';

// As encoded in the path. Only S3 permits empty segments.
const KEYS = [
  'plain',
  'a%20b',
  'a+b',
  '%C3%BC/%E2%9C%93',
  "!*'()",
  '$&,:;=@',
  '~-._',
  'a%2Fb',
  'a%252Fb',
  'a//b',
  'x%3Fy=1&z%23',
];
const SERVERS = await openServers();

after(() => Promise.all(Object.values(SERVERS).map(({ close }) => close())));

for (const [name, server] of Object.entries(SERVERS)) {
  const s3 = (method, path, body, more = {}, tamper) => {
    const request = { method, url: `${server.url}${path}`, body, headers: more.headers };
    const options = { service: 's3', credentials: server.account.user, ...more.options };
    return send(request, options, tamper);
  };

  test(`${name}: S3 stores and returns objects of any name`, async () => {
    assert.equal((await s3('PUT', 'bucket')).status, 200);
    for (const key of KEYS) {
      const stored = await s3('PUT', `bucket/${key}`, `This is ${key} ✓`);
      assert.equal(stored.status, 200, `${key}: ${stored.text}`);
      const { status, text } = await s3('GET', `bucket/${key}`);
      assert.deepEqual([status, text], [200, `This is ${key} ✓`]);
    }
  });

  test(`${name}: S3 accepts queries, headers and session tokens`, async () => {
    const credentials = await assumeRole(server.url, server.account);
    const headers = { 'x-amz-meta-note': '  two   words ', 'content-type': 'text/plain' };
    const put = await s3('PUT', 'bucket/noted', 'x', { headers, options: { credentials } });
    assert.equal(put.status, 200, put.text);
    const { status, text } = await s3('GET', 'bucket?list-type=2&prefix=a%20b&delimiter=%2F');
    assert.equal(status, 200, text);
    assert.match(text, /<Key>a b<\/Key>/);
  });

  test(`${name}: S3 rejects a request that was changed after signing`, async () => {
    for (const tamper of [
      (signed) => ({ ...signed, url: signed.url.replace('plain', 'noted') }),
      (signed) => ({ ...signed, url: `${signed.url}?versions` }),
      (signed) => ({ ...signed, method: 'DELETE' }),
      (signed) => ({ ...signed, headers: { ...signed.headers, 'x-amz-meta-a': 'other' } }),
    ]) {
      const headers = { 'x-amz-meta-a': 'signed' };
      const { status, text } = await s3('GET', 'bucket/plain', undefined, { headers }, tamper);
      assert.equal(status, 403, text);
      assert.match(text, /<Code>SignatureDoesNotMatch<\/Code>/);
    }
  });

  test(`${name}: STS returns the caller's identity`, async () => {
    const session = await assumeRole(server.url, server.account);
    for (const [credentials, arn] of [
      [server.account.user, /:user\/reader$/],
      [session, /:assumed-role\/lens\/session$/],
    ]) {
      const found = await query(server.url, credentials, 'sts', { Action: 'GetCallerIdentity' });
      assert.match(found('Arn'), arn);
    }
  });

  test(`${name}: DynamoDB stores and returns an item`, async () => {
    const dynamodb = async (action, input) => {
      const target = `DynamoDB_20120810.${action}`;
      const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
      const request = { method: 'POST', url: server.url, headers, body: JSON.stringify(input) };
      const options = { service: 'dynamodb', credentials: server.account.user };
      const { status, text } = await send(request, options);
      assert.equal(status, 200, text);
      return JSON.parse(text);
    };
    const Item = { id: { S: 'größe ✓ 😀' }, note: { S: 'a\nb' } };
    await dynamodb('CreateTable', {
      TableName: 'notes',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    await dynamodb('PutItem', { TableName: 'notes', Item });
    assert.deepEqual(
      await dynamodb('GetItem', { TableName: 'notes', Key: { id: Item.id } }),
      { Item },
    );
  });
}
