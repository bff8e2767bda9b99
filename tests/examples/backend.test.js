/** How the page reads a Worker's responses, complete and broken ones. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { pageCode } from '../../www/test/page-code.js';

const { Backend, fromBackend, explain } = await pageCode(
  'load/backend',
  'load/backend-reader',
  'model/errors',
);

const NEVER = new AbortController().signal;
const node = (id, info = {}) => `${JSON.stringify({ node: { id, info } })}\n`;
const END = '{"end":{"count":2}}\n';

/** The next response: its chunks, and whether it is interrupted after them. */
let response;
let server;
let url;
before(async () => {
  server = createServer(async (_, stream) => {
    const { status = 200, chunks = [], isCut = false } = response;
    stream.writeHead(status, { 'content-type': 'application/x-ndjson' });
    for (const chunk of chunks) {
      stream.write(chunk);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    if (isCut) stream.destroy();
    else stream.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}/`;
});
after(() => {
  server.close();
  server.closeAllConnections();
});

async function fleetFrom(next) {
  response = next;
  const fleet = fleetOf();
  await fleet.run(NEVER);
  return fleet;
}

function fleetOf(onChange = () => {}, previous) {
  return fromBackend(new Backend(url, 'token'), 'eu-west-1').fleet(onChange, previous);
}

async function rowsOf(fleet) {
  const { rows } = await fleet.source.nodes();
  return rows;
}

const idsOf = async (fleet) => (await rowsOf(fleet)).map(({ instanceId }) => instanceId);

/** The title of the error on the page. */
async function failure(next) {
  try {
    await fleetFrom(next);
  } catch (error) {
    return explain(error).title;
  }
  return 'nothing';
}

test('lines are read across chunks, even if a chunk ends within a character', async () => {
  const bytes = Buffer.from(node('i-1', { Name: 'Zürich' }) + node('i-2') + END);
  for (let at = 1; at < bytes.length; at += 7) {
    const fleet = await fleetFrom({ chunks: [bytes.subarray(0, at), bytes.subarray(at)] });
    const rows = await rowsOf(fleet);
    assert.deepEqual(rows.map(({ instanceId, name }) => [instanceId, name]), [
      ['i-1', 'Zürich'],
      ['i-2', undefined],
    ], `cut at ${at}`);
    assert.deepEqual(fleet.progress, [{ scopeId: 'eu-west-1', nodesDone: 2, nodesTotal: 2 }]);
    fleet.free();
  }
});

test('a time is a Date, and other text that looks like one stays text', async () => {
  const time = '2026-11-20T08:19:00.000Z';
  const state = { OperationEndTime: time, Operation: time };
  const line = `${JSON.stringify({ node: { id: 'i-1', info: { Name: time }, state } })}\n`;
  const [row] = await rowsOf(await fleetFrom({ chunks: [line, END] }));
  assert.deepEqual(row.lastOperation, new Date(time));
  assert.deepEqual([row.name, row.operation], [time, time]);
});

test('a second load replaces the first, and removes nodes that no longer exist', async () => {
  const fleet = await fleetFrom({ chunks: [node('i-1') + node('i-2') + END] });
  response = { chunks: [node('i-2') + END] };
  await fleet.run(NEVER);
  assert.deepEqual(await idsOf(fleet), ['i-2']);
});

test('a new load shows the nodes of the previous one until as many are read', async () => {
  const first = await fleetFrom({ chunks: [node('i-1') + node('i-2') + END] });
  const second = fleetOf(() => {}, first);
  response = { chunks: [node('i-3')], isCut: true };
  await assert.rejects(second.run(NEVER));
  assert.deepEqual(await idsOf(second), ['i-1', 'i-2']);
  response = { chunks: [node('i-3'), node('i-4'), END] };
  await second.run(NEVER);
  assert.deepEqual(await idsOf(second), ['i-3', 'i-4']);
});

test('a truncated stream does not count as a whole fleet', async () => {
  for (const isCut of [true, false]) {
    assert.equal(await failure({ chunks: [node('i-1')], isCut }), 'The answer was cut off');
  }
  assert.equal(await failure({ chunks: [] }), 'The answer was cut off');
  const unfinished = END.trimEnd();
  assert.equal(await failure({ chunks: [node('i-1'), unfinished] }), 'The answer was cut off');
});

test('the nodes before an error are kept, even if both arrive together', async () => {
  const error = '{"error":{"code":"network"}}\n';
  for (const last of [error, 'nonsense\n']) {
    response = { chunks: [node('i-1') + node('i-2') + last] };
    const fleet = fleetOf();
    await assert.rejects(fleet.run(NEVER));
    assert.deepEqual(await idsOf(fleet), ['i-1', 'i-2'], last);
  }
});

test('the error for a response of another server says so', async () => {
  const strange = 'The answer was not understandable';
  for (const text of ['<!doctype html>\n', 'null\n', '{"node":{}}\n', '{}\n', '[]\n', '1\n']) {
    assert.equal(await failure({ chunks: [text] }), strange, text);
    assert.equal(await failure({ status: 502, chunks: [text] }), strange, text);
  }
});

test('an error of a Worker is explained', async () => {
  const titles = {
    '{"code":"unauthorized"}': 'The Worker did not accept the access token',
    '{"code":"misconfigured"}': 'A setting of the Worker is missing or wrong',
    '{"code":"internal"}': 'The Worker has a problem of its own',
    '{"code":"network"}': 'The Worker could not reach AWS',
    '{"code":"credentials"}': 'The Worker got no credentials',
    '{"code":"wasm"}': 'The Worker has a problem of its own',
    '{"code":"service","reason":"throttled"}': 'AWS is throttling the requests',
    '{"code":"service","reason":"expired"}': 'The session of the Worker has expired',
    '{"code":"service","reason":"denied","awsCode":"InvalidSignatureException"}':
      'AWS did not accept the credentials of the Worker',
    '{"code":"credentials","reason":"denied","awsCode":"AccessDenied"}':
      'The Worker is not allowed to read this',
    '{"code":"service","reason":"from-a-newer-version"}': 'AWS refused the request',
    '{"code":"service","awsCode":"Strange"}': 'AWS refused the request',
    '{"code":"from-a-newer-version"}': 'AWS refused the request',
  };
  for (const [error, title] of Object.entries(titles)) {
    const line = `{"error":${error}}\n`;
    assert.equal(await failure({ chunks: [node('i-1'), line] }), title, error);
    assert.equal(await failure({ status: 502, chunks: [line] }), title, error);
  }
});

test('a node without a state, with a broken time or with absent counts is never compliant', async () => {
  const clean = {
    MissingCount: 0,
    FailedCount: 0,
    InstalledPendingRebootCount: 0,
    InstalledRejectedCount: 0,
    OperationEndTime: new Date().toISOString(),
  };
  const states = {
    clean,
    none: undefined,
    null: null,
    text: 'fine',
    absent: { ...clean, FailedCount: undefined },
    unknown: { ...clean, MissingCount: -1 },
    untimed: { ...clean, OperationEndTime: 'yesterday' },
    security: { ...clean, SecurityNonCompliantCount: '3' },
  };
  const lines = Object.entries(states).map(
    ([id, state]) => `${JSON.stringify({ node: { id, state } })}\n`,
  );
  const rows = await rowsOf(await fleetFrom({ chunks: [...lines, END] }));
  const verdicts = rows.map(({ instanceId, verdict }) => [instanceId, verdict]);
  assert.deepEqual(Object.fromEntries(verdicts), {
    clean: 'compliant',
    none: 'unreported',
    null: 'unreported',
    text: 'unreported',
    absent: 'unreported',
    unknown: 'unreported',
    untimed: 'stale',
    security: 'non-compliant',
  });
});

test('an abort rejects with its own reason', async () => {
  response = { chunks: [node('i-1'), node('i-2'), END] };
  const abort = new AbortController();
  const fleet = fleetOf(() => abort.abort('enough'));
  await assert.rejects(fleet.run(abort.signal), (reason) => reason === 'enough');
  assert.deepEqual(await idsOf(fleet), ['i-1']);
});

test('an invalid address or token is an error that does not quote the token', () => {
  const addresses = ['', 'nonsense', 'http://example.com', 'ftp://localhost/', 'https://a@b.c'];
  for (const address of addresses) {
    assert.throws(() => new Backend(address, 'token'), { code: 'invalid-input' }, address);
  }
  for (const token of ['', 'töken', 'a b', 'a\nb']) {
    assert.throws(() => new Backend(url, token), (error) => {
      assert.equal(error.code, 'invalid-input');
      return token === '' || !error.message.includes(token);
    });
  }
  assert.equal(new Backend('https://example.com/sub?x#y', 't').url, 'https://example.com/sub/');
  assert.equal(new Backend('http://[::1]:8787', 't').url, 'http://[::1]:8787/');
});
