/** What goes wrong between a remote source and its server: each has an error of its own. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { PatchlensError } from 'patchlens';
import { Fleet, localSource, remoteSource } from './engine.js';
import { fixture } from './questions.js';
import {
  ADDRESS,
  failureOf,
  json,
  PROTOCOL,
  refused,
  rejection,
  ROWS,
  TOKEN,
} from './remote-rig.js';
import { serveHandler, serveSource } from './source-server.js';

const local = localSource(fixture.load(Fleet));
const html = (status) =>
  new Response('<!doctype html><p>Sign in', { status, headers: { 'content-type': 'text/html' } });

/** By what the server responds: the error. */
const RESPONSES = {
  '401 of the protocol': [
    () => refused(401, 'unauthorized', 'The token is not accepted'),
    { code: 'service', status: 401, reason: 'denied', retryable: false },
    /HTTP 401: The token is not accepted$/,
  ],
  '401 for an expired token': [
    () => refused(401, 'expired', 'The token has expired'),
    { code: 'service', status: 401, reason: 'expired' },
    /HTTP 401: The token has expired$/,
  ],
  '401 of a gateway': [
    () => html(401),
    { code: 'service', status: 401, reason: 'denied' },
    /HTTP 401: the server does not accept the token$/,
  ],
  '403 of the protocol': [
    () => refused(403, 'forbidden', 'Not yours'),
    { code: 'service', status: 403, reason: 'denied' },
    /HTTP 403: Not yours$/,
  ],
  '404 of another server': [
    () => html(404),
    { code: 'service', status: 404, reason: 'not-found' },
    /HTTP 404: no patchlens server answers at this URL$/,
  ],
  'a redirect to a page to sign in': [
    () => new Response(null, { status: 302, headers: { location: 'https://login.example.com/' } }),
    { code: 'service', status: 302, reason: 'other' },
    /HTTP 302: it redirects/,
  ],
  429: [
    () => refused(429, 'throttled', 'Slower'),
    { code: 'service', status: 429, reason: 'throttled', retryable: true },
    /HTTP 429: Slower$/,
  ],
  '500 of the protocol': [
    () => refused(500, 'internal', 'The server cannot answer'),
    { code: 'service', status: 500, reason: 'unavailable', retryable: true },
    /HTTP 500: The server cannot answer$/,
  ],
  '502 of a gateway': [
    () => html(502),
    { code: 'service', status: 502, reason: 'unavailable', retryable: true },
    /HTTP 502: the server fails$/,
  ],
  'a 400 that is not about the input': [
    () => json({ error: { code: 'invalid-input', message: 'x' } }, { status: 400 }),
    { code: 'service', status: 400, reason: 'other' },
    /HTTP 400: the server refuses$/,
  ],
  'a page in HTML': [
    () => html(200),
    { code: 'malformed-response', status: 200 },
    /this is no answer of a patchlens server \(text\/html\)$/,
  ],
  'JSON of another service': [
    () => json({ total: 0, undecided: 0, rows: [] }),
    { code: 'malformed-response', status: 200 },
    /this is no answer of a patchlens server \(application\/json\)$/,
  ],
  'an empty body': [
    () => new Response(''),
    { code: 'malformed-response' },
    /this is no answer of a/,
  ],
  null: [() => json(null), { code: 'malformed-response' }, /this is no answer of a/],
  'another version of the protocol': [
    () => json({ protocol: 'patchlens-fleet/2', answer: ROWS }),
    { code: 'malformed-response', status: 200 },
    /the server speaks "patchlens-fleet\/2", and this package "patchlens-fleet\/1"$/,
  ],
  'a server of another version that refuses the path': [
    () => json({ protocol: 'patchlens-fleet/2', error: { code: 'gone' } }, { status: 404 }),
    { code: 'malformed-response', status: 404 },
    /the server speaks "patchlens-fleet\/2"/,
  ],
  'an answer that is cut off': [
    () => new Response(JSON.stringify({ protocol: PROTOCOL, answer: ROWS }).slice(0, -9)),
    { code: 'malformed-response', retryable: true },
    /the answer is cut off$/,
  ],
};

for (const [name, [respond, members, message]] of Object.entries(RESPONSES))
  test(`its own error: ${name}`, async () => {
    const error = await failureOf((source) => source.nodes(), respond);
    assert.match(error.message, message);
    assert.ok(error.message.startsWith(`Cannot query the fleet at ${ADDRESS}: `), error.message);
    for (const [member, value] of Object.entries(members))
      assert.equal(error[member], value, member);
  });

test('a connection that breaks in the middle is an error of the network', async () => {
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{"proto',
      );
      setImmediate(() => socket.destroy());
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const error = await rejection(
    remoteSource(`http://127.0.0.1:${server.address().port}`).summary(),
  );
  await new Promise((resolve) => server.close(resolve));
  assert.deepEqual([error.code, error.reason, error.retryable], ['network', 'unavailable', true]);
});

test('a server that is not there is an error of the network, with its cause', async () => {
  const { url, close } = await serveHandler(() => new Response());
  await close();
  const error = await rejection(remoteSource(url).summary());
  assert.equal(error.code, 'network');
  assert.match(error.message, /ECONNREFUSED/);
  assert.ok(error.cause instanceof TypeError);
});

test('a server that does not answer ends with a time-out, and the request is given up', async () => {
  let signal;
  const fetch = (request) => {
    ({ signal } = request);
    return new Promise(() => {});
  };
  const error = await rejection(remoteSource(ADDRESS, { fetch, timeoutMs: 5 }).summary());
  assert.deepEqual([error.code, error.retryable], ['timeout', true]);
  assert.match(error.message, /no answer within 5 ms$/);
  assert.equal(signal.aborted, true);
});

test('the token is in no error, whatever quotes it', async () => {
  const echo = (request) => request.headers.get('authorization');
  const responses = [
    (request) => Promise.reject(new Error(`invalid header: ${echo(request)}`)),
    (request) => refused(403, 'forbidden', `no: ${echo(request)}`),
    (request) => refused(400, 'invalid-input', `no: ${encodeURIComponent(TOKEN)} ${echo(request)}`),
    (request) => new Response('', { headers: { 'content-type': `text/${echo(request)}` } }),
    (request) => json({ protocol: echo(request) }),
    (request) =>
      json({ protocol: PROTOCOL, answer: { ...ROWS, [echo(request)]: 1, total: echo(request) } }),
  ];
  for (const respond of responses) {
    const error = await failureOf((source) => source.nodes(), respond);
    const text = `${inspect(error, { depth: 9 })}${JSON.stringify(error)}${error.stack}`;
    assert.doesNotMatch(text, /s3cr3t/);
  }
});

test('an error of the source stays on the server', async () => {
  const message = 'password=hunter2 in /srv/fleet.db';
  const members = { code: 'network', reason: 'unavailable', retryable: true, message };
  for (const thrown of [new Error(message), new PatchlensError(members), message, undefined]) {
    const seen = [];
    const broken = { ...local, nodes: () => Promise.reject(thrown) };
    const { url, close } = await serveSource(broken, { onError: (error) => seen.push(error) });
    const error = await rejection(remoteSource(url).nodes());
    await close();
    assert.deepEqual([error.code, error.status], ['service', 500]);
    assert.doesNotMatch(inspect(error), /hunter2|srv/);
    assert.deepEqual(seen, [thrown]);
  }
});
