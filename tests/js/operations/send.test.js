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

test('an invalid name, input or options are rejected', async () => {
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

test('an abort of its signal ends it', async () => {
  const reason = new Error('enough');
  const signal = AbortSignal.abort(reason);
  assert.equal(await rejection(clientOf(scripted({})).send('GetDocument', {}, { signal })), reason);
});

const REFUSAL =
  "Value '100' at 'maxResults' failed to satisfy constraint: " +
  'Member must have value less than or equal to 50';

test('a smaller page is asked for by the MaxResults of the input alone', async () => {
  const bodies = [];
  const fetch = scripted(async (request) => {
    const body = await request.json();
    bodies.push(body);
    if (!(body.MaxResults > 50)) return Response.json({});
    return Response.json({ __type: 'ValidationException', message: REFUSAL }, { status: 400 });
  });
  const Nested = { MaxResults: 100, Text: '"MaxResults":100' };
  await clientOf(fetch).send('ListNodes', { Nested, MaxResults: 100 });
  assert.deepEqual(bodies.at(-1), { Nested, MaxResults: 50 });
});

test('a nested MaxResults is never lowered', async () => {
  const answer = Response.json({ __type: 'ValidationException', message: REFUSAL }, { status: 400 });
  const fetch = scripted(answer);
  const error = await failure(clientOf(fetch).send('ListNodes', { Nested: { MaxResults: 100 } }));
  assert.equal(error.awsCode, 'ValidationException');
  assert.equal(fetch.requests.length, 1);
});

test('a call can be asked for the bytes of its body', async () => {
  const text = ' {"Nodes":[{"Name":"ü"}]} ';
  const client = clientOf(scripted(new Response(text)));
  const { body, $metadata } = await client.send('ListNodes', {}, { output: 'bytes' });
  assert.ok(body instanceof Uint8Array);
  assert.equal(new TextDecoder().decode(body), text);
  assert.deepEqual($metadata, { httpStatusCode: 200, attempts: 1, totalRetryDelayMs: 0 });
  const empty = clientOf(scripted(new Response('')));
  const error = await failure(empty.send('ListNodes', {}, { output: 'bytes' }));
  assert.equal(error.code, 'malformed-response');
});

test('a call for bytes still reads the error in an error response', async () => {
  const answer = Response.json({ __type: 'ThrottlingException', message: 'slow' }, { status: 400 });
  const fetch = scripted(answer);
  const options = { output: 'bytes', maxAttempts: 1 };
  const error = await failure(clientOf(fetch).send('ListNodes', {}, options));
  assert.deepEqual([error.awsCode, error.reason, error.attempts], ['ThrottlingException', 'throttled', 1]);
  assert.equal(fetch.requests.length, 1);
});

test('the options of send are checked', async () => {
  for (const [options, problem] of [
    [{ output: 'text' }, /output: expected "json" or "bytes", got "text"$/],
    [{ maxAttempts: 0 }, /maxAttempts: expected a whole number of 1 or more, got 0$/],
    [{ outputs: 'bytes' }, /outputs: is not known$/],
  ]) {
    assert.match((await failure(clientOf(scripted({})).send('ListNodes', {}, options))).message, problem);
  }
});
