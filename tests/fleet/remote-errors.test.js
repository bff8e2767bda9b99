/** What goes wrong between a remote source and its server: each has an error of its own. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { PatchlensError } from 'patchlens';
import { Fleet, localSource, remoteSource } from './engine.js';
import { fixture } from './questions.js';
import { serveHandler, serveSource } from './source-server.js';

// Longer than the parts of responses that messages quote.
const TOKEN = `s3cr3t.t0ken/with+all${'.long'.repeat(20)}=`;
const PROTOCOL = 'patchlens-fleet/1';
const URL_OF = 'https://fleet.example.com/api';

const local = localSource(fixture.load(Fleet));
const json = (value, init) => Response.json(value, init);
const answered = (answer) => json({ protocol: PROTOCOL, answer });
const refused = (status, code, message) => json({ protocol: PROTOCOL, error: { code, message } }, { status });
const html = (status) =>
  new Response('<!doctype html><p>Sign in', { status, headers: { 'content-type': 'text/html' } });
const ROWS = { total: 0, undecided: 0, rows: [] };
const COVERAGE = { findings: 0, withCves: 0, blindPlatforms: [] };
const NODE = {
  scopeId: 'a/eu', instanceId: 'i-1', region: 'eu', verdict: 'compliant', reason: 'ok', reasonCode: 'nothing-open',
};

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
  '429': [
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
  'an empty body': [() => new Response(''), { code: 'malformed-response' }, /this is no answer of a/],
  'null': [() => json(null), { code: 'malformed-response' }, /this is no answer of a/],
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
    assert.ok(error.message.startsWith(`Cannot query the fleet at ${URL_OF}: `), error.message);
    for (const [member, value] of Object.entries(members)) assert.equal(error[member], value, member);
  });

/** Answers of the protocol that are not the answer to the question. */
const WRONG = {
  describe: [{}, { scopes: [], can: [] }, { scopes: [{ id: 'a' }], complete: true, can: [] }],
  summary: [{}, { nodes: 0, findings: 0, patches: 0, cves: 0, verdicts: {} }],
  nodes: [
    undefined, null, [], {}, { ...ROWS, total: 1 }, { ...ROWS, total: '0' }, { total: 0, rows: [] }, { total: 0, undecided: 0 },
    { ...ROWS, rows: [NODE] },
    { total: 1, undecided: 0, rows: [{}] },
    { total: 1, undecided: 0, rows: [null] },
    { total: 1, undecided: 0, rows: [{ ...NODE, verdict: undefined }] },
    { total: 1, undecided: 0, rows: [{ ...NODE, readAt: 1_769_817_600_000 }] },
    { total: 1, undecided: 0, rows: [{ ...NODE, readAt: '2026-01-31' }] },
    { total: 1, undecided: 0, rows: [{ ...NODE, readAt: '2026-13-31T00:00:00Z' }] },
    { total: 1, undecided: 0, rows: [{ ...NODE, readAt: null }] },
  ],
  findings: [{ total: 1, undecided: 0, rows: [NODE] }],
  patches: [{ total: 1, undecided: 0, rows: [{ kb: 'KB1' }] }],
  cves: [ROWS, { ...ROWS, coverage: {} }, { ...ROWS, total: 1, coverage: COVERAGE }],
  groups: [{}, { total: 2, groups: [] }, { total: 1, groups: [{ value: 'x' }] }],
  values: [{}, [{ value: 'x' }], [{ count: 1 }]],
  node: [
    {},
    { ...NODE, findings: [], instanceId: 'i-2' },
    NODE,
    { ...NODE, findings: [{}] },
  ],
};
const ARGUMENTS = { groups: ['nodes', 'name'], values: ['nodes', 'name'], node: ['a/eu', 'i-1'] };

for (const [ask, answers] of Object.entries(WRONG))
  test(`what is no answer to ${ask} is an error, never an empty answer`, async () => {
    for (const answer of answers) {
      const error = await failureOf((source) => source[ask](...(ARGUMENTS[ask] ?? [])), () => answered(answer));
      const { code, message } = error;
      assert.equal(code, 'malformed-response', `${message} for ${JSON.stringify(answer)}`);
    }
  });

test('fewer rows than there are is an error', async () => {
  const respond = () => answered({ total: 250, undecided: 0, rows: [NODE] });
  const error = await failureOf((source) => source.nodes({ offset: 200, limit: 100 }), respond);
  assert.match(error.message, /rows: expected 50, but got 1$/);
});

test('members that this version does not know are taken as they are', async () => {
  const node = { ...NODE, findings: [], later: { due: 'soon' } };
  const source = remoteSource(URL_OF, async () => answered(node));
  assert.deepEqual(await source.node('a/eu', 'i-1'), node);
});

test('a connection that breaks in the middle is an error of the network', async () => {
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{"proto');
      setImmediate(() => socket.destroy());
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const error = await rejection(remoteSource(`http://127.0.0.1:${server.address().port}`).summary());
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
  const error = await rejection(remoteSource(URL_OF, { fetch, timeoutMs: 5 }).summary());
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
    (request) => json({ protocol: PROTOCOL, answer: { ...ROWS, [echo(request)]: 1, total: echo(request) } }),
  ];
  for (const respond of responses) {
    const error = await failureOf((source) => source.nodes(), respond);
    const text = `${inspect(error, { depth: 9 })}${JSON.stringify(error)}${error.stack}`;
    assert.doesNotMatch(text, /s3cr3t/);
  }
});

test('a token that no header can have is refused without quoting it', async () => {
  for (const token of ['', 'two words', 'line\nbreak', 'ümlaut', 42, null]) {
    assert.throws(
      () => remoteSource(URL_OF, { token }),
      (error) => error.code === 'invalid-input' && !error.message.includes(String(token || '?')),
    );
    const error = await rejection(remoteSource(URL_OF, { token: () => token }).nodes());
    assert.equal(error.code, 'credentials');
  }
});

test('an error of the function of the token is the cause', async () => {
  const cause = new Error('signed out');
  const token = () => Promise.reject(cause);
  const error = await rejection(remoteSource(URL_OF, { token }).nodes());
  assert.deepEqual([error.code, error.cause], ['credentials', cause]);
});

test('URLs with a secret, without encryption or of no server are refused', () => {
  for (const url of [
    '/api',
    '',
    undefined,
    'http://fleet.example.com/',
    'ftp://fleet.example.com/',
    'https://user:s3cr3t@fleet.example.com/',
    'https://fleet.example.com/?token=s3cr3t',
    'https://fleet.example.com/#s3cr3t',
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
  ])
    assert.throws(
      () => remoteSource(url),
      (error) => error instanceof PatchlensError && error.code === 'invalid-input' && !/s3cr3t/.test(error.message),
      url,
    );
  for (const url of [new URL(URL_OF), 'http://localhost:1/', 'http://127.0.0.1:1/x', 'http://[::1]:1'])
    assert.ok(remoteSource(url));
});

test('options that can never work are refused', () => {
  for (const options of [null, 5, { fetch: 'x' }, { timeoutMs: 0 }, { timeoutMs: NaN }, { timeoutMs: '5' }])
    assert.throws(() => remoteSource(URL_OF, options), { code: 'invalid-input' }, JSON.stringify(options));
});

test('a server below a path is asked below it', async () => {
  for (const url of [URL_OF, `${URL_OF}/`]) {
    let asked;
    const fetch = async (request) => {
      asked = request;
      return answered([]);
    };
    await remoteSource(url, fetch).values('nodes', 'name');
    assert.equal(asked.url, 'https://fleet.example.com/api/v1/values');
    assert.equal(asked.headers.get('authorization'), null);
    assert.equal(asked.redirect, 'manual');
  }
});

test('an error of the source stays on the server', async () => {
  const seen = [];
  const broken = { ...local, nodes: () => Promise.reject(new Error('password=hunter2 in /srv/fleet.db')) };
  const { url, close } = await serveSource(broken, { onError: (error) => seen.push(error.message) });
  const error = await rejection(remoteSource(url).nodes());
  await close();
  assert.deepEqual([error.code, error.status], ['service', 500]);
  assert.doesNotMatch(inspect(error), /hunter2|srv/);
  assert.equal(seen.length, 1);
});

/** The error of a question to a server that responds like this. */
async function failureOf(ask, respond) {
  const fetch = async (request) => respond(request);
  return rejection(ask(remoteSource(`${URL_OF}/`, { fetch, token: TOKEN })));
}

async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof PatchlensError, inspect(error));
    return error;
  }
  return assert.fail('there was no error');
}
