/** Every failure is one clear error. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { PatchClient, PatchlensError } from 'patchlens';
import {
  clientOf,
  failure,
  KEYS,
  NODE_ID,
  REGION,
  rejection,
  scripted,
  served,
  SESSION,
  stalled,
} from '../conversation.js';

const HTML = '<html><head><title>502 Bad Gateway</title></head></html>';

/** The error of a call that gets this response. */
function answeredWith(body, init) {
  const client = clientOf(scripted(new Response(body, init)), { maxAttempts: 1 });
  return failure(client.describeInstancePatches({ InstanceId: NODE_ID }));
}

/** The error of a call with an invalid input, which is not sent. */
async function refusedInput(operation, input, options) {
  const fetch = scripted({});
  const error = await failure(clientOf(fetch)[operation](input, options));
  assert.equal(fetch.requests.length, 0, 'something was sent');
  assert.deepEqual([error.code, error.retryable], ['invalid-input', false]);
  assert.ok(!('attempts' in error) && !('status' in error));
  return error;
}

test('an invalid instance id is named and quoted, and nothing is sent', async () => {
  const error = await refusedInput('describeInstancePatches', { InstanceId: 'i-0abc' });
  assert.equal(
    error.message,
    'Cannot list patches: InstanceId: expected a node id (i- and 8 or 17 word characters, ' +
      'or mi- and 17), got "i-0abc"',
  );
  assert.equal(error.operation, 'DescribeInstancePatches');
  for (const id of [
    '',
    'i-',
    'i-012345678',
    'mi-01234567',
    ' i-01234567',
    'i-0123456é',
    'I-01234567',
  ])
    await refusedInput('describeInstancePatches', { InstanceId: id });
});

test('51 ids are too many', async () => {
  const InstanceIds = Array.from({ length: 51 }, () => NODE_ID);
  const { message } = await refusedInput('describeInstancePatchStates', { InstanceIds });
  assert.match(message, /: InstanceIds: expected an array from 0 to 50 items, got 51$/);
});

test('a missing list of ids is required', async () => {
  for (const input of [undefined, {}, { InstanceIds: undefined }, { InstanceIds: null }]) {
    const { message } = await refusedInput('describeInstancePatchStates', input);
    assert.equal(message, 'Cannot list patch states: InstanceIds: is required');
  }
});

test('six filters are too many', async () => {
  const Filters = Array.from({ length: 6 }, () => ({ Key: 'State', Values: ['Missing'] }));
  const input = { InstanceId: NODE_ID, Filters };
  const { message } = await refusedInput('describeInstancePatches', input);
  assert.match(message, /: Filters: expected an array from 0 to 5 items, got 6$/);
});

test('all problems with an input are reported at once', async () => {
  const input = {
    InstanceIds: [NODE_ID, 5, undefined, Symbol('x'), 10n],
    MaxResults: '20',
    instanceIds: [],
    Whatever: {},
  };
  const { message } = await refusedInput('describeInstancePatchStates', input);
  for (const problem of [
    'InstanceIds[1]: expected a node id',
    'InstanceIds[2]: expected a node id',
    'InstanceIds[3]: expected a node id',
    'InstanceIds[4]: expected a node id',
    'MaxResults: expected a whole number from 10 to 100, got "20"',
    'instanceIds: is not known; did you mean InstanceIds?',
    'Whatever: is not known',
  ]) {
    assert.ok(message.includes(problem), `${problem} in ${message}`);
  }
});

test('an input that is not an object is an error, for any type', async () => {
  for (const input of [null, 'i-0123456789abcdef0', 5, true, [], () => {}, Symbol('x'), 10n]) {
    const { message } = await refusedInput('describeInstanceInformation', input);
    assert.match(message, /: input: expected an object, got /);
  }
});

test('a number is within its bounds and whole', async () => {
  for (const MaxResults of [4, 51, 5.5, NaN, Infinity, -Infinity, -5, 2 ** 32 + 5, '5', [5], 5n]) {
    const { message } = await refusedInput('describeInstanceInformation', { MaxResults });
    assert.match(message, /: MaxResults: expected a whole number from 5 to 50, got /);
  }
});

test('truncated JSON with status 200 is malformed, never an empty output', async () => {
  const ssm = await served({ faults: [{ fault: { kind: 'cut' } }] });
  const error = await failure(ssm.client().describeInstanceInformation());
  assert.deepEqual([error.code, error.status], ['malformed-response', 200]);
  assert.deepEqual([error.attempts, error.retryable], [1, false]);
  assert.match(error.message, /^Cannot list managed nodes: the answer \(HTTP 200\) is malformed: /);
  assert.equal(error.requestId, ssm.records[0].requestId);
});

test('a body that is not an output of the operation is malformed', async () => {
  for (const [body, problem] of [
    [HTML, 'not JSON: <html>'],
    ['   ', 'not JSON'],
    ['null', 'expected an object, got null'],
    ['[]', 'expected an object, got '],
    ['"x"', 'expected an object, got "x"'],
    ['5', 'expected an object, got 5'],
    ['{"Patches":{}}', 'Patches: expected an array, got '],
    ['{"Patches":"none"}', 'Patches: expected an array, got "none"'],
  ]) {
    const error = await answeredWith(body);
    assert.deepEqual([error.code, error.status], ['malformed-response', 200], body);
    assert.ok(error.message.includes(problem), error.message);
  }
});

test('a 502 with HTML is retried and then reported with its text', async () => {
  const fault = { kind: 'fail', status: 502, body: HTML, contentType: 'text/html' };
  const ssm = await served({ faults: [{ fault }] });
  const error = await failure(ssm.client().describeInstanceInformation());
  assert.deepEqual([error.code, error.status, error.attempts], ['service', 502, 3]);
  assert.equal(error.awsCode, undefined);
  assert.equal(error.retryable, true);
  assert.equal(error.message, `Cannot list managed nodes: HTTP 502: ${HTML}`);
  assert.equal(ssm.records.length, 3);
});

test('an attempt at a hanging server times out after attemptTimeoutMs, each time', async () => {
  const ssm = await served({ faults: [{ fault: { kind: 'stall' } }] });
  const client = ssm.client({ attemptTimeoutMs: 60 });
  const error = await failure(client.describeInstanceInformation());
  assert.deepEqual([error.code, error.attempts, error.retryable], ['timeout', 3, true]);
  assert.match(error.message, /: no answer within attemptTimeoutMs \(60 ms\)$/);
});

test('timeoutMs ends the whole call, in any of its waits', async () => {
  const hanging = new Promise(() => {});
  for (const client of [
    clientOf(stalled),
    clientOf(() => hanging),
    clientOf(() => new Response(new ReadableStream({}))),
    clientOf(scripted(new Response('', { status: 503, headers: { 'retry-after': '5' } }))),
    clientOf(scripted({}), { credentials: () => hanging }),
  ]) {
    const startedAt = performance.now();
    const error = await failure(client.describeInstanceInformation({}, { timeoutMs: 25 }));
    assert.deepEqual([error.code, error.retryable], ['timeout', true]);
    assert.match(error.message, /: no result within timeoutMs \(25 ms\)$/);
    assert.ok(performance.now() - startedAt < 1000);
  }
});

test('a refused connection is a network error with its cause', async () => {
  const endpoint = await closedPort();
  const client = new PatchClient({ region: REGION, endpoint, credentials: KEYS });
  const error = await failure(client.describeInstanceInformation());
  assert.deepEqual([error.code, error.attempts, error.retryable], ['network', 3, true]);
  assert.equal(
    error.message,
    'Cannot list managed nodes: the request failed: fetch failed (ECONNREFUSED)',
  );
  assert.equal(error.cause.cause.code, 'ECONNREFUSED');
});

test('a redirect is not followed', async () => {
  for (const status of [301, 302, 307, 308]) {
    const error = await answeredWith(null, {
      status,
      headers: { location: 'https://example.com/' },
    });
    assert.deepEqual([error.code, error.status], ['service', status]);
    assert.match(error.message, /: HTTP 30\d: a redirect, which is not followed$/);
  }
});

test('an error response has the code, status, message and request id of the service', async () => {
  const ssm = await served();
  const error = await failure(ssm.client().describeInstancePatches({ InstanceId: NODE_ID }));
  assert.deepEqual(
    { ...error },
    {
      code: 'service',
      operation: 'DescribeInstancePatches',
      awsCode: 'InvalidInstanceId',
      requestId: ssm.records[0].requestId,
      status: 400,
      attempts: 1,
      reason: 'not-found',
      retryable: false,
    },
  );
  assert.ok(error.message.startsWith(`Cannot list patches of "${NODE_ID}": InvalidInstanceId: `));
});

test('the code is read from each place where services put it, without namespace', async () => {
  for (const [body, headers, code, message] of [
    ['{"__type":"com.amazonaws.ssm#InvalidFilter","message":"m"}', {}, 'InvalidFilter', 'm'],
    ['{"__type":"InvalidFilter:http://x/#y","Message":"m"}', {}, 'InvalidFilter', 'm'],
    ['{"code":"A"}', { 'x-amzn-errortype': 'B' }, 'A', ''],
    ['{}', { 'x-amzn-errortype': 'a.b#B:http://x/' }, 'B', ''],
    ['', { 'x-amzn-errortype': 'B' }, 'B', ''],
    ['{"__type":null,"code":5,"message":null}', {}, undefined, ''],
    ['null', {}, undefined, ''],
    ['Forbidden', {}, undefined, 'Forbidden'],
  ]) {
    const error = await answeredWith(body, { status: 403, headers });
    assert.deepEqual([error.code, error.awsCode], ['service', code], body);
    const said = [code ?? 'HTTP 403', message].filter(Boolean).join(': ');
    assert.ok(error.message.endsWith(`": ${said}`), error.message);
  }
});

test('a long page of a proxy is truncated between characters', async () => {
  const { message } = await answeredWith('é'.repeat(5000), { status: 502 });
  assert.ok(message.length < 400);
  assert.ok(message.endsWith('é') && !message.includes('\ufffd'));
});

test('no error, client or printed form of them contains a secret', async () => {
  const ssm = await served();
  const mistyped = { ...SESSION, secretAccessKey: 'mistyped-secret' };
  const clients = [
    ssm.client({ credentials: mistyped }),
    ssm.client({ credentials: () => mistyped }),
  ];
  const failures = await Promise.all(
    clients.map((it) => failure(it.describeInstanceInformation())),
  );
  assert.ok(failures.every(({ awsCode }) => awsCode === 'InvalidSignatureException'));
  const options = { region: mistyped, credentials: REGION, endpoint: [mistyped] };
  failures.push(await failure(() => new PatchClient(options)));
  failures.push(await failure(() => new PatchClient([{ credentials: mistyped }])));
  failures.push(await failure(() => new PatchClient(JSON.stringify({ credentials: mistyped }))));
  failures.push(await failure(() => clientOf(fetch, { endpoint: 'https://u:mistyped-secret@x/' })));
  const listing = clients[0].paginate('describeInstanceInformation');
  for (const it of [...clients, ...failures, listing]) {
    const printed = [
      inspect(it, { depth: 9, showHidden: true }),
      JSON.stringify(it),
      String(it),
      it.stack,
    ];
    const text = printed.join('\n');
    assert.ok(!text.includes('mistyped-secret'), text);
    assert.ok(!text.includes(SESSION.sessionToken), text);
  }
});

test('an error is an Error that prints its name, message and members', async () => {
  const error = await answeredWith('{"__type":"AccessDeniedException"}', { status: 400 });
  assert.equal(error.name, 'PatchlensError');
  assert.equal(String(error), `PatchlensError: ${error.message}`);
  assert.match(error.stack, /^PatchlensError: Cannot list patches of /);
  assert.match(inspect(error), /^PatchlensError: Cannot[^]+awsCode: 'AccessDeniedException'/);
  assert.ok(!('cause' in error));
});

test('only errors of the package are instances of its class', () => {
  class MyError extends PatchlensError {}
  const mine = new MyError({ code: 'service', message: 'm', retryable: false });
  assert.ok(mine instanceof MyError && mine instanceof PatchlensError);
  for (const other of [new Error('m'), new TypeError('m'), {}, null, undefined, 'PatchlensError'])
    assert.ok(!(other instanceof PatchlensError));
  const error = new PatchlensError({ code: 'network', message: 'm', retryable: true });
  assert.ok(!(error instanceof MyError));
});

test('the CommonJS and the ESM entry share their errors', async () => {
  const required = createRequire(import.meta.url)('patchlens');
  assert.notEqual(required.PatchlensError, PatchlensError);
  const client = new required.PatchClient({
    region: REGION,
    credentials: KEYS,
    fetch: scripted({}),
  });
  const { $metadata } = await client.describeInstanceInformation();
  assert.equal($metadata.httpStatusCode, 200);
  const errors = [
    await rejection(client.describeInstancePatchStates({})),
    await rejection(() => new required.PatchClient({})),
  ];
  for (const error of errors) {
    assert.ok(error instanceof PatchlensError && error instanceof required.PatchlensError);
  }
  const own = await failure(clientOf(scripted({})).describeInstancePatchStates({}));
  assert.ok(own instanceof required.PatchlensError);
});

test('an unknown operation is an error of its paginator', async () => {
  const client = clientOf(scripted({}));
  for (const operation of ['describePatches', '', 'constructor', undefined]) {
    const error = await failure(client.paginate(operation).collect());
    assert.equal(error.code, 'invalid-input');
    assert.match(error.message, /operation: ".*" is not known/);
  }
});

test('a runtime that forbids WebAssembly is an error until it permits it', () => {
  const program = `
    import { PatchClient, PatchlensError } from 'patchlens';
    const client = () => new PatchClient({ region: 'eu-west-1', credentials: () => ({}) });
    const { Module } = WebAssembly;
    WebAssembly.Module = function refuse() { throw new WebAssembly.CompileError('not here'); };
    try {
      client();
    } catch (error) {
      const { code, message, retryable } = error;
      const isOurs = error instanceof PatchlensError;
      console.log(JSON.stringify({ isOurs, code, message, retryable, cause: error.cause.name }));
    }
    WebAssembly.Module = Module;
    client();`;
  const args = ['--input-type=module', '--eval', program];
  const cwd = new URL('../../..', import.meta.url);
  const { message, ...rest } = JSON.parse(execFileSync(process.execPath, args, { cwd }));
  assert.deepEqual(rest, { isOurs: true, code: 'wasm', retryable: false, cause: 'CompileError' });
  assert.equal(message, 'Cannot instantiate WebAssembly: not here');
});

/** The URL of a closed port. */
async function closedPort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
