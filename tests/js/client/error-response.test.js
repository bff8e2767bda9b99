/** Error responses in XML, and with the service's canonical request and string to sign. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainSignatureMismatch, signRequest } from 'patchlens';
import { clientOf, failure, KEYS, REGION, scripted, SESSION } from '../conversation.js';

const INTRODUCTION = 'The request signature we calculated does not match the signature you provided.';

function messageOf(canonicalRequest, stringToSign) {
  return [
    ...[INTRODUCTION, '', 'The Canonical String for this request should have been'],
    ...[`'${canonicalRequest}'`, '', 'The String-to-Sign should have been', `'${stringToSign}'`, ''],
  ].join('\n');
}

function refusal(answer, options) {
  return failure(clientOf(scripted(answer), options).describeInstanceInformation());
}

const STS = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error>
    <Type>Sender</Type>
    <Code>InvalidClientTokenId</Code>
    <Message>It&apos;s &quot;x&quot; &lt;&amp;&#233;&#x2026;</Message>
  </Error>
  <RequestId>r-1</RequestId>
</ErrorResponse>`;
const EC2 = `<?xml version="1.0"?>
<Response><Errors><Error><Code>AuthFailure</Code><Message>no</Message></Error></Errors>
<RequestID>r-2</RequestID></Response>`;
const HTML = '<html><code>x</code></html>';

test('an error response in XML has code, message and request id', async () => {
  for (const [body, code, told, id] of [
    [STS, 'InvalidClientTokenId', `InvalidClientTokenId: It's "x" <&é…`, 'r-1'],
    [EC2, 'AuthFailure', 'AuthFailure: no', 'r-2'],
    [HTML, undefined, `HTTP 403: ${HTML}`, undefined],
    ['{"message":"<Code>X</Code>"}', undefined, 'HTTP 403: <Code>X</Code>', undefined],
  ]) {
    const { awsCode, message, requestId } = await refusal(new Response(body, { status: 403 }));
    assert.deepEqual([awsCode, message, requestId], [code, `Cannot list managed nodes: ${told}`, id]);
  }
});

test('an error names the line at which the service’s canonical request differs', async () => {
  const fetch = scripted(async ({ headers }) => {
    const date = headers.get('x-amz-date');
    const { canonicalRequest, stringToSign } = await signedAs(headers);
    const other = canonicalRequest.replace(`x-amz-date:${date}`, 'x-amz-date:20150830T123600Z');
    return Response.json(
      { __type: 'InvalidSignatureException', message: messageOf(other, stringToSign) },
      { status: 400 },
    );
  });
  const error = await failure(clientOf(fetch).describeInstanceInformation());
  const date = fetch.requests[0].headers.get('x-amz-date');
  assert.ok(
    error.message.endsWith(
      `InvalidSignatureException: ${INTRODUCTION} In short: canonical request, line 6 (header x-amz-date): ` +
        `signed "x-amz-date:${date}", the service computed "x-amz-date:20150830T123600Z"\n`,
    ),
    error.message,
  );
});

test('no message contains a session token that the service repeats', async () => {
  const fetch = scripted(async ({ headers }) => {
    const { canonicalRequest, stringToSign } = await signedAs(headers, SESSION);
    return Response.json(
      { __type: 'SignatureDoesNotMatch', message: messageOf(canonicalRequest, `${stringToSign}x`) },
      { status: 403 },
    );
  });
  const error = await failure(clientOf(fetch, { credentials: SESSION }).describeInstanceInformation());
  assert.match(error.message, /In short: string to sign, line 4 \(hash of the canonical request\): signed/);
  assert.ok(!error.message.includes(SESSION.sessionToken));
});

/** The canonical request and the string to sign of a request of the client, computed again. */
async function signedAs(headers, credentials = KEYS) {
  const sent = Object.fromEntries(
    ['content-type', 'x-amz-target'].map((name) => [name, headers.get(name)]),
  );
  const [, year, month, day, ...time] = /(....)(..)(..)T(..)(..)(..)Z/.exec(headers.get('x-amz-date'));
  const date = new Date(`${year}-${month}-${day}T${time.join(':')}Z`);
  return signRequest(
    { method: 'POST', url: `https://ssm.${REGION}.amazonaws.com/`, headers: sent, body: '{}' },
    { credentials, region: REGION, service: 'ssm', date },
  );
}

const SIGNED = {
  canonicalRequest: [
    ...['GET', '/a', 'b=1', 'host:example.com', 'x-amz-date:20261121T060000Z'],
    ...['x-amz-security-token:TOKEN', '', 'host;x-amz-date', 'e3b0'],
  ].join('\n'),
  stringToSign: 'AWS4-HMAC-SHA256\n20261121T060000Z\n20261121/eu-west-1/s3\nabcd',
};

/** The explanation of an error response with these changes to its texts. */
function explained(of, [from, to] = ['', ''], form = 'json') {
  const shown = { ...SIGNED, [of]: SIGNED[of].replace(from, to) };
  const { canonicalRequest, stringToSign } = shown;
  const message = messageOf(canonicalRequest, stringToSign);
  const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll("'", '&apos;');
  return explainSignatureMismatch(
    SIGNED,
    {
      json: () => JSON.stringify({ __type: 'SignatureDoesNotMatch', message }),
      nested: () => JSON.stringify({ Error: { Code: 'SignatureDoesNotMatch', Message: message } }),
      query: () => `<Error><Message>${escaped(message)}</Message></Error>`,
      s3: () =>
        `<Error><StringToSign>${stringToSign}</StringToSign>` +
        `<CanonicalRequest>${canonicalRequest}</CanonicalRequest></Error>`,
    }[form](),
  );
}

test('explainSignatureMismatch names the line and its meaning', () => {
  const request = (...change) => ['canonicalRequest', change];
  for (const [[of, change], place, signed, computed] of [
    [request('GET', 'POST'), '1 (method)', 'GET', 'POST'],
    [request('/a', '/a%20'), '2 (path)', '/a', '/a%20'],
    [request('b=1', ''), '3 (query)', 'b=1', ''],
    [request('host:e', 'host:f'), '4 (header host)', 'host:example.com', 'host:fxample.com'],
    [request('\n\nhost', '\nx-b:1\n\nhost'), '7 (header x-b)', '', 'x-b:1'],
    [request('host;', 'h;'), '8 (signed headers)', 'host;x-amz-date', 'h;x-amz-date'],
    [request('e3b0', 'ffff'), '9 (hash of the body)', 'e3b0', 'ffff'],
    [['stringToSign', ['HMAC', 'H']], '1 (algorithm)', 'AWS4-HMAC-SHA256', 'AWS4-H-SHA256'],
    [['stringToSign', ['21/eu-', '21/us-']], '3 (scope)', '20261121/eu-west-1/s3', '20261121/us-west-1/s3'],
  ]) {
    const step = of === 'stringToSign' ? 'string to sign' : 'canonical request';
    const told = `${step}, line ${place}: signed "${signed}", the service computed "${computed}"`;
    for (const form of ['json', 'nested', 'query', 's3']) {
      assert.equal(explained(of, change, form), told, form);
    }
  }
  const same = 'the service computed the same; the secret access key is another';
  assert.equal(explained('stringToSign'), same);
});

test('a line with a session token is named but never quoted', () => {
  const told = explained('canonicalRequest', ['TOKEN', 'OTHER']);
  assert.equal(told, 'canonical request, line 6 (header x-amz-security-token): they differ');
});

test('an error response without the texts is not explained', () => {
  for (const answer of [
    '', '{}', 'null', '5', '[]', '{"message":5}', '{"message":{"toString":5}}', '<Error/>',
    'AccessDenied',
  ]) {
    assert.equal(explainSignatureMismatch(SIGNED, answer), undefined, answer);
  }
});

test('a header with quotation marks in it is told apart from the end of the text', () => {
  const change = ['host:example.com', "host:'example' .com"];
  const told =
    `canonical request, line 4 (header host): signed "host:example.com", ` +
    `the service computed "host:'example' .com"`;
  assert.equal(explained('canonicalRequest', change), told);
});

test('a long error response takes no longer than its length', async () => {
  const CODE = '<Error><Code>A</Code><Message>';
  const SHOWN = "The Canonical String 'x'";
  for (const beginning of ['', CODE, SHOWN.slice(0, -2), SHOWN, `${CODE}${SHOWN}`]) {
    for (const part of [
      ...['The Canonical String', SHOWN, `${SHOWN} The String-to-Sign`, "' The String-to-Sign'"],
      ...["'", ' ', "' ", '\n', '<', '&#', '<Code ', '<a:Code ', '<Code>', '<Message', '</Code'],
      ...['<RequestId ', '<StringToSign ', '<StringToSign>', '<CanonicalRequest>'],
    ]) {
      const message = beginning + part.repeat(400_000 / part.length);
      for (const body of [message, JSON.stringify({ __type: 'A', message })]) {
        const startedAt = performance.now();
        await refusal(new Response(body, { status: 403 }), { maxAttempts: 1 });
        explainSignatureMismatch(SIGNED, body);
        const elapsedMs = performance.now() - startedAt;
        assert.ok(elapsedMs < 4000, `${elapsedMs} ms for ${beginning}, then ${part}s`);
      }
    }
  }
});
