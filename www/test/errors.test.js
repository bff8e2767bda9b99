/** The words of the page for every kind of error. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PatchClient, PatchlensError } from 'patchlens';
import { pageCode } from './page-code.js';

const { BackendError, explain } = await pageCode('model/errors', 'model/backend-error');
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const REQUEST_ID = '6b0a4d3e-5d1c-4b2f-9a38-3a1a3bd5b0f1';

/** What the page says when a call gets this response. */
async function explained(answer, options) {
  const client = new PatchClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET },
    maxAttempts: 1,
    fetch: async () => answer(),
    ...options,
  });
  const error = await client.describeInstanceInformation().catch((reason) => reason);
  const explanation = explain(error);
  assert.ok(!JSON.stringify(explanation).includes(SECRET));
  return explanation;
}

const responded = (code, { status = 400, message = 'Because.' } = {}) =>
  explained(
    () =>
      new Response(JSON.stringify({ __type: code, message }), {
        status,
        headers: { 'x-amzn-requestid': REQUEST_ID },
      }),
  );

for (const [code, title, remedy] of [
  ['UnrecognizedClientException', /did not accept the credentials/, 'credentials'],
  ['InvalidSignatureException', /did not accept the credentials/, 'credentials'],
  ['ExpiredTokenException', /session has expired/, 'credentials'],
  ['AccessDeniedException', /not allowed/, 'credentials'],
  ['RequestExpired', /clock/, 'none'],
  ['ThrottlingException', /throttling/, 'none'],
  ['OptInRequired', /region is not enabled/, 'credentials'],
  ['UnknownOperationException', /not Systems Manager/, 'credentials'],
  ['InvalidInstanceId', /no patch data/, 'none'],
  ['SomethingNew', /refused/, 'none'],
]) {
  test(`${code} is explained, with its request id`, async () => {
    const explanation = await responded(code);
    assert.match(explanation.title, title);
    assert.equal(explanation.remedy, remedy);
    assert.equal(explanation.requestId, REQUEST_ID);
    assert.ok(explanation.advice.length > 20);
    assert.match(explanation.detail, new RegExp(code));
  });
}

test('a denied action is named', async () => {
  const { missingAction } = await responded('AccessDeniedException');
  assert.equal(missingAction, 'ssm:DescribeInstanceInformation');
});

test('a signature that is too old is a matter of the clock, not of the keys', async () => {
  const message =
    'Signature expired: 20261121T000000Z is now earlier than 20261121T005500Z ' +
    '(20261121T010000Z - 5 min.)';
  assert.match((await responded('InvalidSignatureException', { message })).title, /clock/);
});

/** An error as the package creates it. */
const failure = (members) => new PatchlensError({ message: 'Because.', code: 'service', ...members });

for (const [reason, mine, theirs] of [
  ['throttled', /AWS is throttling/, /AWS is throttling/],
  ['expired', /^The session has expired/, /session of the Worker has expired/],
  ['clock-skew', /clock of this computer/, /clock of the Worker/],
  ['unavailable', /service has a problem of its own/, /service has a problem of its own/],
  ['other', /AWS refused/, /AWS refused/],
]) {
  test(`the reason "${reason}" decides, whatever the code, for keys and for a Worker`, () => {
    for (const awsCode of ['NeverHeardOf', 'AccessDeniedException', undefined]) {
      const members = { reason, awsCode, operation: 'DescribeInstancePatches' };
      assert.match(explain(failure(members)).title, mine);
      assert.match(explain(new BackendError({ code: 'service', ...members })).title, theirs);
      assert.equal(explain(failure(members)).missingAction, undefined);
    }
  });
}

test('a denial is about permission or about the keys', () => {
  const denied = (awsCode, operation = 'DescribeInstancePatches') =>
    explain(failure({ reason: 'denied', awsCode, operation }));
  for (const code of ['AccessDeniedException', 'UnauthorizedOperation', 'NotAuthorized', 'New']) {
    assert.match(denied(code).title, /not allowed/);
    assert.equal(denied(code).missingAction, 'ssm:DescribeInstancePatches');
  }
  for (const code of ['UnrecognizedClientException', 'InvalidClientTokenId', 'AuthFailure']) {
    assert.match(denied(code).title, /did not accept the credentials/);
    assert.equal(denied(code).missingAction, undefined);
  }
});

test('a denied role is an action of STS', () => {
  const members = { reason: 'denied', awsCode: 'AccessDenied', operation: 'AssumeRole' };
  const error = new BackendError({ code: 'credentials', ...members });
  assert.equal(explain(error).missingAction, 'sts:AssumeRole');
});

test('only a node without patch data is no failure', () => {
  const members = { reason: 'not-found', awsCode: 'InvalidInstanceId' };
  const ofNode = failure({ ...members, operation: 'DescribeInstancePatches' });
  assert.equal(explain(ofNode).expected, true);
  const ofBaseline = failure({ ...members, operation: 'GetPatchBaseline' });
  assert.equal(explain(ofBaseline).expected, false);
});

test('a connection that failed is no server error', () => {
  for (const [code, title] of [
    ['network', /could not be reached/],
    ['timeout', /did not answer in time/],
  ]) {
    assert.match(explain(failure({ code, reason: 'unavailable' })).title, title);
  }
});

test('a server error says so, and how often it was asked', async () => {
  const { title, advice } = await responded('InternalServerError', { status: 500 });
  assert.match(title, /problem of its own/);
  assert.match(advice, /HTTP 500\. Wait/);
});

test('a failed fetch is explained by the endpoint and by CORS', async () => {
  const { title, advice, requestId } = await explained(() => {
    throw new TypeError('Failed to fetch');
  });
  assert.match(title, /could not be reached/);
  assert.match(advice, /CORS/);
  assert.equal(requestId, undefined);
});

test('a service that does not answer is not one that cannot be reached', async () => {
  const { title } = await explained(() => new Promise(() => {}), { attemptTimeoutMs: 20 });
  assert.match(title, /did not answer in time/);
});

test('a credentials provider that fails is not a failure of the service', async () => {
  const credentials = () => {
    throw new Error('signed out');
  };
  assert.match(
    (await explained(() => new Response('{}'), { credentials })).title,
    /No credentials/,
  );
});

test('half of a JSON is not taken for an empty fleet', async () => {
  assert.match((await explained(() => new Response('{"Instance'))).title, /not understandable/);
});

test('invalid options are named', () => {
  let error;
  try {
    new PatchClient({
      region: 'not a region',
      credentials: { accessKeyId: 'a', secretAccessKey: SECRET },
    });
  } catch (reason) {
    error = reason;
  }
  const { title, detail } = explain(error);
  assert.match(title, /cannot be right/);
  assert.match(detail, /region/);
  assert.ok(!detail.includes(SECRET));
});

test('an unknown error is shown as it is', () => {
  const { title, detail } = explain(new RangeError('out of it'));
  assert.match(title, /unexpected/);
  assert.equal(detail, 'RangeError: out of it');
});

/** The words for a module that cannot start, with another WebAssembly than Node's. */
function wasmFailure(cause, webAssembly) {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly');
  Object.defineProperty(globalThis, 'WebAssembly', { value: webAssembly, configurable: true });
  try {
    const error = new PatchlensError({ code: 'wasm', message: 'Cannot start.' }, cause);
    return explain(error);
  } finally {
    Object.defineProperty(globalThis, 'WebAssembly', own);
  }
}

for (const [name, title, cause, ...instead] of [
  ['no WebAssembly', /switched off/, new ReferenceError("Can't find variable: WebAssembly"), undefined],
  [
    'a policy, in Chrome',
    /Content-Security-Policy/,
    new WebAssembly.CompileError(
      "WebAssembly.Module(): Compiling or instantiating WebAssembly module violates the following Content Security policy directive because neither 'wasm-eval' nor 'unsafe-eval' is an allowed source of script",
    ),
  ],
  [
    'a policy, in Firefox',
    /Content-Security-Policy/,
    new WebAssembly.CompileError('call to WebAssembly.Module() blocked by CSP'),
  ],
  [
    'a policy, in Safari',
    /Content-Security-Policy/,
    new EvalError(
      "Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source of script",
    ),
  ],
  [
    'a limit of 4 KB',
    /only small/,
    new RangeError(
      'WebAssembly.Compile is disallowed on the main thread, if the buffer size is larger than 4KB. Use WebAssembly.compile, or compile on a worker thread.',
    ),
  ],
  [
    'a browser without SIMD',
    /too old/,
    new WebAssembly.CompileError('WebAssembly.Module(): Wasm SIMD unsupported @+99'),
    { validate: () => false },
  ],
  ['anything else', /could not start/, new WebAssembly.CompileError('out of memory')],
]) {
  test(`a module that cannot start because of ${name} is explained as such`, () => {
    const explanation = wasmFailure(cause, ...(instead.length > 0 ? instead : [WebAssembly]));
    assert.match(explanation.title, title);
    assert.doesNotMatch(explanation.advice, /Worker/, 'the fleet needs it, too');
    assert.equal(explanation.detail, 'Cannot start.');
    const aboutPolicy = /wasm-unsafe-eval/.test(explanation.advice);
    assert.equal(aboutPolicy, name.startsWith('a policy'), 'only a policy is to be changed');
  });
}
