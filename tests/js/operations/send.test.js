/** `send`: any other action of SSM. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf, failure, NODE_ID, rejection, scripted, served } from '../conversation.js';

test('any action is sent, signed, with the input unchanged', async () => {
  const fetch = scripted({ Parameter: { LastModifiedDate: 1.7e9, Value: null } });
  const input = { Name: '/app/größe', WithDecryption: true };
  const { $metadata, ...answer } = await clientOf(fetch).send('GetParameter', input);
  assert.deepEqual(answer, { Parameter: { LastModifiedDate: 1.7e9, Value: null } });
  assert.equal($metadata.attempts, 1);
  const [request] = fetch.requests;
  assert.equal(request.headers.get('x-amz-target'), 'AmazonSSM.GetParameter');
  assert.match(request.headers.get('authorization'), /^AWS4-HMAC-SHA256 Credential=.*\/ssm\//);
  assert.deepEqual(await request.json(), input);
});

test('the input is an empty object by default', async () => {
  const fetch = scripted({});
  await clientOf(fetch).send('DescribeDocuments');
  assert.equal(await fetch.requests[0].text(), '{}');
});

test('the output is that of the methods, with timestamps as numbers', async () => {
  const client = (await served()).client();
  const { InstanceInformationList } = await client.send('DescribeInstanceInformation', {
    MaxResults: 5,
  });
  const read = await client.describeInstanceInformation({ MaxResults: 5 });
  assert.deepEqual(
    InstanceInformationList.map(({ LastPingDateTime }) => Math.round(LastPingDateTime * 1000)),
    read.InstanceInformationList.map(({ LastPingDateTime }) => LastPingDateTime.getTime()),
  );
});

test('it is retried and fails like any call', async () => {
  const refusal = (code) => () => Response.json({ __type: code }, { status: 400 });
  const fetch = scripted(refusal('ThrottlingException'), { Tags: [] });
  const { $metadata } = await clientOf(fetch).send('ListTagsForResource', {});
  assert.equal($metadata.attempts, 2);
  const error = await failure(clientOf(scripted(refusal('InvalidDocument'))).send('SendCommand'));
  assert.equal(error.message, 'Cannot call SendCommand: InvalidDocument');
  assert.deepEqual([error.operation, error.awsCode], ['SendCommand', 'InvalidDocument']);
});

test('an output that is not an object is an error', async () => {
  for (const text of ['[]', 'null', '"x"', '5', '<html>']) {
    const error = await failure(clientOf(scripted(new Response(text))).send('GetParameter'));
    assert.equal(error.code, 'malformed-response', text);
  }
});

test('an invalid name, input or options are refused', async () => {
  const fetch = scripted({});
  const client = clientOf(fetch);
  for (const name of ['', 'Get Parameter', 'GetParameter\r\nx: y', 'AmazonSSM.Get', 'Größe']) {
    const error = await failure(client.send(name, {}));
    assert.match(error.message, /operation: ".*" is not the name of an action$/s);
  }
  for (const input of [null, 5, 'x', [NODE_ID]]) {
    const error = await failure(client.send('GetParameter', input));
    assert.match(error.message, /^Cannot call GetParameter: input: expected an object, got /);
  }
  const error = await failure(client.send('GetParameter', {}, { timeout: 5 }));
  assert.match(error.message, /timeout: is not known/);
  assert.equal(fetch.requests.length, 0);
});

test('it ends when its signal does', async () => {
  const reason = new Error('enough');
  const signal = AbortSignal.abort(reason);
  assert.equal(await rejection(clientOf(scripted({})).send('GetDocument', {}, { signal })), reason);
});
