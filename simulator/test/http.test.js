import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AwsClient } from 'aws4fetch';
import { build } from 'esbuild';
import { readCommandLine } from '../command-line.js';
import { QUIRKS, SAMPLE_CREDENTIALS } from '../index.js';
import { nodeHandler } from '../node-handler.js';
import { serve } from '../serve.js';
import { ENDPOINT, KEYS, read, signedRequest, simulatorAt } from './signed-call.js';

const SERVE = fileURLToPath(new URL('../serve.js', import.meta.url));
const INDEX = fileURLToPath(new URL('../index.js', import.meta.url));
const ORIGIN = 'https://portal.example.com';
const SDK_HEADERS =
  'amz-sdk-invocation-id,amz-sdk-request,authorization,content-type,x-amz-content-sha256,' +
  'x-amz-date,x-amz-security-token,x-amz-target,x-amz-user-agent';

const running = [];
after(() => Promise.all(running.map(({ close }) => close())));

async function served(options) {
  const server = await serve({ fleet: { nodes: 30 }, ...options });
  running.push(server);
  return server;
}

async function mounted(simulator, prefix) {
  const handler = nodeHandler(simulator);
  const server = createServer((incoming, outgoing) => {
    if (incoming.url.startsWith(prefix)) handler(incoming, outgoing);
    else outgoing.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.push({ close: () => (server.close(), server.closeAllConnections()) });
  return `http://127.0.0.1:${server.address().port}${prefix}`;
}

function post(url, { operation = 'DescribeInstanceInformation', input = {}, ...init } = {}) {
  const client = new AwsClient({ ...KEYS, service: 'ssm', region: 'us-east-1', retries: 0 });
  return client.fetch(url, {
    ...init,
    method: 'POST',
    body: JSON.stringify(input),
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonSSM.${operation}`,
      ...init.headers,
    },
  });
}

test('serve responds over HTTP, with the clock and the length in its headers', async () => {
  const { url } = await served({ now: () => Date.now() - 60_000 });
  const response = await post(`${url}/`, { input: { MaxResults: 50 } });
  const { body, headers, text } = await read(response);
  assert.equal(body.InstanceInformationList.length, 30);
  const skew = Date.now() - new Date(headers.get('date')).getTime();
  assert.ok(skew > 55_000 && skew < 65_000);
  assert.equal(headers.get('content-length'), String(Buffer.byteLength(text)));
});

test('the Host header is verified in the spelling of the client', async () => {
  const { port } = await served();
  const signed = await signedRequest({ url: `http://LOCALHOST:${port}/`, signedAt: Date.now() });
  const send = (host) =>
    new Promise((resolve, reject) => {
      const headers = { ...Object.fromEntries(signed.headers), host };
      const sent = httpRequest({ port, host: '127.0.0.1', method: 'POST', headers }, resolve);
      sent.on('error', reject).end('{}');
    });
  assert.equal((await send(`localhost:${port}`)).statusCode, 200);
  assert.equal((await send(`127.0.0.1:${port}`)).statusCode, 400);
});

test('the handler can be mounted under a path by another server', async () => {
  const url = await mounted(simulatorAt({ now: Date.now }), '/tools/ssm/');
  assert.equal((await post(url)).status, 200);
});

test('a request target that is not a URL is a bad request, and the server goes on', async () => {
  const { url, port } = await served();
  const socket = connect(port, '127.0.0.1');
  socket.end('POST / HTTP/1.1\r\nHost: a b\r\nContent-Length: 0\r\n\r\n');
  const [response] = await once(socket, 'data');
  assert.match(String(response), /^HTTP\/1\.1 400 /);
  assert.equal((await post(`${url}/`)).status, 200);
});

test('reset cuts the connection', async () => {
  const { url } = await served({ faults: [{ first: 1, fault: { kind: 'reset' } }] });
  await assert.rejects(post(`${url}/`), (error) => error.cause.code === 'ECONNRESET');
  assert.equal((await post(`${url}/`)).status, 200);
});

test('a stall ends with the client, or when the server closes', async () => {
  const { url, close } = await serve({
    fleet: { nodes: 5 },
    faults: [{ fault: { kind: 'stall' } }],
  });
  await assert.rejects(post(`${url}/`, { signal: AbortSignal.timeout(50) }), {
    name: 'TimeoutError',
  });
  const stalled = assert.rejects(post(`${url}/`));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await close();
  await stalled;
});

test('a port in use rejects with its code', async () => {
  const { port } = await served();
  await assert.rejects(serve({ port }), { code: 'EADDRINUSE' });
});

function preflightFor(headers, method = 'POST') {
  return new Request(ENDPOINT, {
    method: 'OPTIONS',
    headers: {
      origin: ORIGIN,
      'access-control-request-method': method,
      ...(headers === undefined ? {} : { 'access-control-request-headers': headers }),
    },
  });
}

test('a preflight for the headers of the SDKs is allowed', async () => {
  const response = await simulatorAt().handle(preflightFor(SDK_HEADERS));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
  assert.equal(response.headers.get('access-control-allow-methods'), 'POST');
  assert.equal(response.headers.get('vary'), 'Origin');
  const allowed = response.headers.get('access-control-allow-headers').split(', ').sort();
  assert.deepEqual(allowed, SDK_HEADERS.split(','));
});

test('a preflight for a header or method beyond the list gets no permission', async () => {
  for (const request of [
    preflightFor('authorization,x-api-key'),
    preflightFor('authorization', 'GET'),
  ]) {
    const response = await simulatorAt().handle(request);
    assert.equal(response.status, 403);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  }
});

test('other origins may read outputs and error responses, and the exposed headers', async () => {
  const headers = { origin: ORIGIN };
  for (const parts of [{ headers }, { headers, region: 'eu-west-1' }]) {
    const response = await simulatorAt().handle(await signedRequest(parts));
    assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
    assert.equal(response.headers.get('vary'), 'Origin');
    assert.equal(
      response.headers.get('access-control-expose-headers'),
      'x-amzn-requestid, x-amzn-errortype, x-amz-retry-after, date',
    );
  }
});

test('exposeHeaders: false hides them', async () => {
  const hiding = simulatorAt({ exposeHeaders: false });
  const response = await hiding.handle(await signedRequest({ headers: { origin: ORIGIN } }));
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
  assert.equal(response.headers.get('access-control-expose-headers'), null);
});

test('the simulator runs without Node: its bundle for browsers imports nothing', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [INDEX],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  assert.deepEqual(
    imports.filter(({ external, path }) => external || path.startsWith('node:')),
    [],
  );
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const { createSimulator } = await import(`data:text/javascript;base64,${code}`);
  const simulator = createSimulator({ fleet: { nodes: 5 } });
  const response = await simulator.handle(await signedRequest({ signedAt: Date.now() }));
  assert.equal((await read(response)).body.InstanceInformationList.length, 5);
});

function commandLine(...args) {
  const child = spawn(process.execPath, [SERVE, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (output.out += chunk));
  child.stderr.on('data', (chunk) => (output.err += chunk));
  return { child, output };
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  test(`the command prints the endpoint and the keys, and ends at ${signal}`, async () => {
    const { child, output } = commandLine(
      '--port',
      '0',
      '--nodes',
      '7',
      '--region',
      'eu-central-1',
    );
    while (!output.out.includes('Ctrl+C')) await once(child.stdout, 'data');
    for (const { accessKeyId, secretAccessKey } of SAMPLE_CREDENTIALS) {
      assert.ok(output.out.includes(accessKeyId) && output.out.includes(secretAccessKey));
    }
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output.out);
    const request = await signedRequest({
      url: `${url}/`,
      region: 'eu-central-1',
      signedAt: Date.now(),
    });
    const { body } = await read(await fetch(request));
    assert.equal(body.InstanceInformationList.length, 7);
    child.kill(signal);
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.equal(output.err, '');
  });
}

const mistakes = {
  '--nodes 1e3': '--nodes: expected a whole number from 0 to 10000000, got "1e3"',
  '--port 65536': '--port: expected a whole number from 0 to 65535, got "65536"',
  '--seed -1': "Option '--seed' argument is ambiguous.",
  '--quirks iso-dates,odd':
    `--quirks: unknown quirk "odd"; known are ${Object.keys(QUIRKS).join(', ')}`,
  '--region here': '--region: expected a name like eu-central-1, got "here"',
  '--node 5': "Unknown option '--node'",
  '--day -1': "Option '--day' argument is ambiguous.",
  '--day tomorrow': '--day: expected a whole number from 0 to 3650, got "tomorrow"',
  '--start soon': '--start: expected a time like 2026-11-01T12:00:00Z, got "soon"',
  '--scan-share 1.5': '--scan-share: expected a share from 0 to 1, got "1.5"',
  '--mix odd': '--mix: unknown mix "odd"; known are plain, realistic',
  '--rate 0': '--rate: expected a number above 0, got "0"',
  '--scope 12/eu-west-1':
    '--scope: expected account/region, account/region:nodes or account/region:nodes:rate, got "12/',
  '--region eu-west-1 --scope 111122223333/eu-west-1':
    '--region: the regions are those of each --scope',
  '--scope 111122223333/here': '--scope: expected a name like eu-central-1, got "here"',
};
for (const [args, message] of Object.entries(mistakes)) {
  test(`the command refuses ${args}`, async () => {
    const { child, output } = commandLine(...args.split(' '));
    assert.deepEqual(await once(child, 'close'), [2, null]);
    assert.ok(output.err.startsWith(`simulator: ${message}`), output.err);
    assert.equal(output.out, '');
  });
}

test('the command reads days, a mix and a rate', () => {
  const args = '--day 4 --start 2026-11-01 --scan-share 0.05 --mix realistic --rate 7.5';
  const { fleet, requestsPerSecond } = readCommandLine(args.split(' '));
  assert.deepEqual(fleet, {
    nodes: 1000,
    seed: 1,
    day: 4,
    start: new Date('2026-11-01T00:00:00Z'),
    scanShare: 0.05,
    mix: 'realistic',
  });
  assert.equal(requestsPerSecond, 7.5);
});

test('the command serves several scopes and prints their roles', async () => {
  const scopes = ['111122223333/eu-west-1:6:2.5', '444455556666/us-east-1'];
  const args = ['--port', '0', '--nodes', '4', '--seed', '5', '--rate', '9'];
  const { child, output } = commandLine(...args, ...scopes.flatMap((scope) => ['--scope', scope]));
  while (!output.out.includes('Ctrl+C')) await once(child.stdout, 'data');
  child.kill('SIGTERM');
  assert.match(output.out, /with 2 scopes\n/);
  for (const line of [
    '111122223333 eu-west-1, 6 nodes (seed 5), arn:aws:iam::111122223333:role/PatchReader',
    '444455556666 us-east-1, 4 nodes (seed 6), arn:aws:iam::444455556666:role/PatchReader',
  ]) {
    assert.ok(output.out.includes(line), output.out);
  }
  const options = readCommandLine([...args, ...scopes.flatMap((scope) => ['--scope', scope])]);
  assert.deepEqual(
    options.scopes.map(({ requestsPerSecond }) => requestsPerSecond),
    [2.5, 9],
  );
});

test('the command reports a port in use in one line', async () => {
  const { port } = await served();
  const { child, output } = commandLine('--port', String(port));
  assert.deepEqual(await once(child, 'close'), [1, null]);
  assert.equal(
    output.err,
    `simulator: port ${port} on 127.0.0.1 is in use; choose another with --port\n`,
  );
});

test('the command has a help text', async () => {
  const { child, output } = commandLine('--help');
  assert.deepEqual(await once(child, 'close'), [0, null]);
  assert.match(output.out, /^Usage: node simulator\/serve\.js/);
});
