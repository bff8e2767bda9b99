/** The operations over HTTP, against a service that checks every signature. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { PatchClient } from 'patchlens';
import { clientOf, KEYS, NODE_ID, REGION, scripted, served, SESSION } from '../conversation.js';

const HEADERS = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];

let ssm;
let client;
let nodes;

before(async () => {
  ssm = await served();
  client = ssm.client();
  const { InstanceInformationList } = await client.describeInstanceInformation({ MaxResults: 50 });
  nodes = InstanceInformationList;
});

test('each operation returns its items and the metadata of the exchange', async () => {
  const InstanceIds = nodes.map(({ InstanceId }) => InstanceId);
  const states = await client.describeInstancePatchStates({ InstanceIds });
  const [{ InstanceId }] = states.InstancePatchStates;
  const patches = await client.describeInstancePatches({ InstanceId });
  const information = await client.describeInstanceInformation();
  const items = [states.InstancePatchStates, patches.Patches, information.InstanceInformationList];
  assert.ok(items.every(({ length }) => length > 5));
  const requestIds = ssm.records.slice(-3).map(({ requestId }) => requestId);
  for (const { $metadata } of [states, patches, information]) {
    const requestId = requestIds.shift();
    const exchange = { httpStatusCode: 200, requestId, attempts: 1, totalRetryDelayMs: 0 };
    assert.deepEqual($metadata, exchange);
  }
});

test('a request has the headers of the protocol, and no cookies, redirects or caching', async () => {
  const fetch = scripted({});
  await clientOf(fetch).describeInstancePatches({ InstanceId: NODE_ID });
  const [request] = fetch.requests;
  assert.equal(`${request.method} ${request.url}`, `POST https://ssm.${REGION}.amazonaws.com/`);
  assert.deepEqual([...request.headers.keys()], HEADERS);
  assert.equal(request.headers.get('x-amz-target'), 'AmazonSSM.DescribeInstancePatches');
  assert.equal(request.headers.get('content-type'), 'application/x-amz-json-1.1');
  assert.equal(await request.text(), `{"InstanceId":"${NODE_ID}"}`);
  const { credentials, redirect, cache } = request;
  assert.deepEqual([credentials, redirect, cache], ['omit', 'manual', 'default']);
});

test('a session token is sent and signed; an empty one counts as absent', async () => {
  await ssm.client({ credentials: SESSION }).describeInstanceInformation();
  await ssm.client({ credentials: { ...KEYS, sessionToken: '' } }).describeInstanceInformation();
  const fetch = scripted({});
  await clientOf(fetch, { credentials: SESSION }).describeInstanceInformation();
  const { headers } = fetch.requests[0];
  assert.equal(headers.get('x-amz-security-token'), SESSION.sessionToken);
  assert.match(headers.get('authorization'), /SignedHeaders=[^,]*;x-amz-security-token;/);
});

test('an endpoint with any path and spelling is signed as it is sent', async () => {
  const { port } = new URL(ssm.url);
  for (const endpoint of [
    `${ssm.url}/ssm/%7Eproxy`,
    `HTTP://LocalHost:${port}`,
    new URL(`http://127.1:${port}/a/../b//`),
  ]) {
    await ssm.client({ endpoint }).describeInstanceInformation();
  }
  const paths = ssm.records.slice(-3).map(({ path }) => path);
  assert.deepEqual(paths, ['/ssm/%7Eproxy/', '/', '/b//']);
});

test('calls can be concurrent', async () => {
  const calls = nodes.map(({ InstanceId }) =>
    client.describeInstancePatchStates({ InstanceIds: [InstanceId] }),
  );
  const states = (await Promise.all(calls)).flatMap((answer) => answer.InstancePatchStates);
  const ids = nodes.map(({ InstanceId }) => InstanceId);
  const scanned = states.map(({ InstanceId }) => InstanceId);
  assert.ok(scanned.length > 20);
  assert.deepEqual(
    scanned,
    ids.filter((id) => scanned.includes(id)),
  );
});

test('without the option fetch, a client calls the current global fetch', async (t) => {
  const options = { region: REGION, credentials: KEYS };
  const plain = [{}, { fetch: undefined }, { fetch: null }].map(
    (more) => new PatchClient({ ...options, ...more }),
  );
  const fetch = t.mock.method(globalThis, 'fetch', scripted({}));
  for (const client of plain) await client.describeInstanceInformation();
  assert.equal(fetch.mock.callCount(), 3);
});

test('a custom fetch gets one Request, and no reference to the client', async () => {
  const calls = [];
  const client = clientOf(async function fetch(...args) {
    calls.push([this, args]);
    return Response.json({});
  });
  await client.describeInstanceInformation();
  const [[self, args]] = calls;
  assert.equal(self, undefined);
  assert.equal(args.length, 1);
  assert.ok(args[0] instanceof Request);
});
