/** Invalid options are named, all at once, before a request is sent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PatchClient, PatchlensError } from 'patchlens';
import { clientOf, failure, KEYS, NODE_ID, REGION, scripted } from '../conversation.js';

const OPTIONS = { region: REGION, credentials: KEYS };

/** The error of the constructor for valid options with these changes. */
async function refused(difference) {
  const error = await failure(() => new PatchClient({ ...OPTIONS, ...difference }));
  assert.ok(error instanceof TypeError);
  assert.deepEqual({ ...error }, { code: 'invalid-input', reason: 'other', retryable: false });
  return error.message.replace(/^Cannot create a PatchClient: /, '');
}

test('a missing required option is named, also if it is null', async () => {
  const missing = 'region: is required; credentials: is required';
  assert.equal(await refused({ region: undefined, credentials: null }), missing);
  const error = await failure(() => new PatchClient());
  assert.equal(error.message, `Cannot create a PatchClient: ${missing}`);
});

test('options that are not an object are rejected, and not quoted', async () => {
  for (const options of [null, 'text', 5, 5n, true, [], [OPTIONS], () => {}, Symbol('x')]) {
    const error = await failure(() => new PatchClient(options));
    assert.ok(error instanceof TypeError);
    assert.match(error.message, /^Cannot create a PatchClient: options: expected an object/);
    assert.ok(!error.message.includes('got'));
  }
});

const WRONG = {
  region: {
    'a string, got': [5, true, {}, [], Symbol('x'), 5n, () => {}, new String('us-east-1')],
    'a string of 1 or more characters, got ""': [''],
  },
  useFipsEndpoint: { 'true or false, got': ['true', 1, 0, {}, new Boolean(true)] },
  useDualstackEndpoint: { 'true or false, got': ['false', 1, []] },
  maxAttempts: {
    'a whole number of 1 or more, got': [0, -1, 1.5, NaN, Infinity, '3', 3n, {}, 2 ** 32, true],
  },
  retryMode: { '"standard" or "adaptive", got': ['legacy', '', 'Standard', 5, {}] },
  attemptTimeoutMs: {
    'a whole number from 1 to 2147483647, got': [0, -1, 0.5, NaN, Infinity, '30', 2 ** 31, []],
  },
  fetch: { 'a function, got': [5, 'fetch', {}, true, Symbol('x'), 5n, Object.create(null)] },
  endpoint: {
    'an absolute URL, got': ['', 'ssm.example.com', '/path', 5, {}, [], true, Symbol('x'), 5n],
  },
};

for (const [name, kinds] of Object.entries(WRONG)) {
  test(`${name} is checked, and the message quotes its value`, async () => {
    for (const [expected, values] of Object.entries(kinds)) {
      for (const value of values) {
        const message = await refused({ [name]: value });
        assert.ok(message.startsWith(`${name}: expected ${expected}`), message);
        assert.ok(message.endsWith(inMessage(value)), message);
      }
    }
  });
}

test('optional options can be undefined or null', () => {
  const { region: _required, ...optional } = WRONG;
  for (const name of Object.keys(optional)) {
    for (const absent of [undefined, null]) new PatchClient({ ...OPTIONS, [name]: absent });
  }
});

/** A value as messages show it: texts as JSON, objects by type. */
function inMessage(value) {
  if (Array.isArray(value)) return 'got an array';
  if (typeof value === 'function') return 'got a function';
  if (typeof value === 'object') return 'got an object';
  return `got ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`;
}

test('a region must be a host label, so that no region leads to another host', async () => {
  for (const region of ['a.b', 'evil.example.com/', 'x@y', '-a', 'a-', '12', 'ü', 'a b', 'a\n']) {
    const message = await refused({ region });
    assert.equal(message, `region: "${region}" is not a valid region`);
  }
});

test('an endpoint cannot have parts that would expose secrets', async () => {
  for (const [endpoint, problem] of [
    ['http://ssm.example.com', 'must be https:, since http: is for loopback hosts only'],
    ['http://127.0.0.1.example.com', 'must be https:, since http: is for loopback hosts only'],
    ['https://user@example.com', 'must not have a user name or password'],
    [new URL('https://:pass@example.com'), 'must not have a user name or password'],
    ['https://example.com/?a=secret', 'must not have a query'],
    ['https://example.com/#secret', 'must not have a fragment'],
    ['ftp://example.com/', 'must be an https: URL, not one of "ftp:"'],
    ['user:secret@example.com', 'must be an https: URL, not one of "user:"'],
    ['//user:secret@example.com', 'expected an absolute URL'],
  ]) {
    const message = await refused({ endpoint });
    assert.ok(message.startsWith('endpoint: ') && message.endsWith(problem), message);
    assert.doesNotMatch(message, /secret|pass@/);
  }
});

test('loopback endpoints can use http', () => {
  for (const host of ['localhost', 'ssm.localhost', '127.0.0.1', '127.1', '0x7f.1', '[::1]']) {
    new PatchClient({ ...OPTIONS, endpoint: `http://${host}:4566` });
  }
});

test('a custom endpoint has no variants', async () => {
  const both = { useFipsEndpoint: true, useDualstackEndpoint: true };
  assert.equal(
    await refused({ endpoint: 'https://example.com', ...both }),
    'useFipsEndpoint: Invalid Configuration: FIPS and custom endpoint are not supported; ' +
      'useDualstackEndpoint: Invalid Configuration: Dualstack and custom endpoint are not supported',
  );
});

test('region and variants determine the endpoint', async () => {
  for (const [options, host] of [
    [{ region: 'eu-central-1' }, 'ssm.eu-central-1.amazonaws.com'],
    [{ region: 'cn-north-1' }, 'ssm.cn-north-1.amazonaws.com.cn'],
    [{ useFipsEndpoint: true }, 'ssm-fips.us-east-1.amazonaws.com'],
    [{ useDualstackEndpoint: true }, 'ssm.us-east-1.api.aws'],
    [{ region: 'us-gov-west-1', useFipsEndpoint: true }, 'ssm.us-gov-west-1.amazonaws.com'],
    [{ endpoint: 'https://vpce-1.example.com:8443' }, 'vpce-1.example.com:8443'],
  ]) {
    const fetch = scripted({});
    await clientOf(fetch, options).describeInstanceInformation();
    assert.equal(new URL(fetch.requests[0].url).host, host);
  }
});

test('a problem with credentials names the member, and never quotes it', async () => {
  const hidden = 'hidden value';
  const [id, secret, token] = ['accessKeyId', 'secretAccessKey', 'sessionToken'];
  for (const [credentials, ...problems] of [
    [hidden, 'credentials: expected an object'],
    [5, 'credentials: expected an object'],
    [[KEYS], 'credentials: expected an object'],
    [{}, `credentials.${id}: is required`, `credentials.${secret}: is required`],
    [
      { [id]: 5, [secret]: [hidden], [token]: { hidden } },
      `credentials.${id}: expected a string`,
      `credentials.${secret}: expected a string`,
      `credentials.${token}: expected a string`,
    ],
    [{ [id]: '', [secret]: '' }, `credentials.${id}: is empty`, `credentials.${secret}: is empty`],
    [
      { [id]: hidden, [secret]: 'x', [token]: 'ü' },
      `credentials.${id}: holds a character that it cannot have`,
      `credentials.${token}: holds a character that it cannot have`,
    ],
  ]) {
    const message = await refused({ credentials });
    const said = message.split('; ');
    assert.equal(said.length, problems.length, message);
    for (const [index, problem] of problems.entries()) assert.ok(said[index].startsWith(problem));
    assert.ok(!message.includes(hidden));
  }
});

test('an expiration is a Date, milliseconds or RFC 3339', async () => {
  for (const expiration of [new Date(), Date.now(), '2026-11-21T06:00:00Z', null, undefined]) {
    new PatchClient({ ...OPTIONS, credentials: { ...KEYS, expiration } });
  }
  for (const expiration of [new Date(NaN), 'tomorrow', {}, NaN, true, '1700000000']) {
    const message = await refused({ credentials: { ...KEYS, expiration } });
    assert.match(message, /^credentials\.expiration: expected a Date, milliseconds/);
  }
});

test('all problems are reported at once, including unknown options', async () => {
  const message = await refused({
    region: '',
    Region: REGION,
    maxRetries: 3,
    logger: undefined,
    maxAttempts: 0,
    fetch: 'fetch',
    endpoint: 'nowhere',
    credentials: { accessKeyId: 'AKID' },
  });
  assert.deepEqual(message.split('; '), [
    'region: expected a string of 1 or more characters, got ""',
    'maxAttempts: expected a whole number of 1 or more, got 0',
    'fetch: expected a function, got "fetch"',
    'Region: is not known',
    'did you mean region?',
    'maxRetries: is not known',
    'credentials.secretAccessKey: is required',
    'endpoint: expected an absolute URL, got "nowhere"',
  ]);
});

test('a long value is truncated in the message', async () => {
  const message = await refused({ retryMode: 'x'.repeat(10_000) });
  assert.ok(message.length < 150 && message.endsWith('…'), message);
});

test('the options of a call are checked before a request is sent', async () => {
  const fetch = scripted({});
  const client = clientOf(fetch);
  for (const [options, problem] of [
    [null, 'options: expected an object'],
    ['text', 'options: expected an object'],
    [{ signal: 5 }, 'signal: expected an AbortSignal, got 5'],
    [{ signal: {} }, 'signal: expected an AbortSignal, got an object'],
    [{ signal: new AbortController() }, 'signal: expected an AbortSignal, got an object'],
    [{ signal: { addEventListener() {} } }, 'signal: expected an AbortSignal, got an object'],
    [{ timeoutMs: 0 }, 'timeoutMs: expected a whole number from 1 to 2147483647, got 0'],
    [{ timeoutMs: NaN }, 'timeoutMs: expected a whole number from 1 to 2147483647, got NaN'],
    [{ timeout: 5 }, 'timeout: is not known'],
    [{ pageSize: 5 }, 'pageSize: is not known'],
  ]) {
    const error = await failure(client.describeInstancePatches({ InstanceId: NODE_ID }, options));
    assert.equal(error.code, 'invalid-input');
    assert.equal(error.message, `Cannot list patches: ${problem}`);
  }
  await client.describeInstanceInformation({}, { signal: undefined, timeoutMs: null });
  assert.equal(fetch.requests.length, 1);
});

test('the options of a paginator are checked before a request is sent', async () => {
  const fetch = scripted({});
  for (const [options, problem] of [
    ['text', 'options: expected an object'],
    [{ pageSize: 4 }, 'pageSize: expected a whole number from 5 to 50, got 4'],
    [{ pageSize: '10' }, 'pageSize: expected a whole number of 1 or more, got "10"'],
    [{ maxItems: -1 }, 'maxItems: expected a whole number of 0 or more, got -1'],
    [{ maxItems: 1.5 }, 'maxItems: expected a whole number of 0 or more, got 1.5'],
    [{ startingToken: '' }, 'startingToken: Bad starting token: ""'],
    [{ startingToken: 'a___1___2' }, 'startingToken: Bad starting token: "a___1___2"'],
    [{ startingToken: 5 }, 'startingToken: expected a string, got 5'],
    [{ signal: 'x' }, 'signal: expected an AbortSignal, got "x"'],
    [{ PageSize: 10 }, 'PageSize: is not known; did you mean pageSize?'],
  ]) {
    const listing = clientOf(fetch).paginate('describeInstanceInformation', {}, options);
    const error = await failure(listing.collect());
    assert.ok(!(error instanceof TypeError) && error instanceof PatchlensError);
    assert.equal(error.message, `Cannot list managed nodes: ${problem}`);
  }
  assert.equal(fetch.requests.length, 0);
});

test('an http: endpoint without a dot needs allowInsecureEndpoint', async () => {
  for (const endpoint of ['http://localstack:4566', 'http://moto/']) {
    const { message } = await failure(() => new PatchClient({ ...OPTIONS, endpoint }));
    assert.match(message, /must be https:/);
    new PatchClient({ ...OPTIONS, endpoint, allowInsecureEndpoint: true });
  }
  for (const endpoint of ['http://example.com', 'http://10.0.0.1', 'http://[fd00::1]', 'http://a.']) {
    const options = { ...OPTIONS, endpoint, allowInsecureEndpoint: true };
    assert.match((await failure(() => new PatchClient(options))).message, /must be https:/);
  }
});
