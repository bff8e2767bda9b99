/** What the page makes of a Worker's answers, whole ones and others. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { pageCode } from '../../www/test/page-code.js';

const { Relay, fromRelay, explain } = await pageCode(
  'load/relay',
  'load/relay-source',
  'model/errors',
);

const NEVER = new AbortController().signal;
const node = (id, info = {}) => `${JSON.stringify({ node: { id, info } })}\n`;
const END = '{"end":{"count":2}}\n';

/** What is answered: texts, a chunk each, and how it ends. */
let answer;
let server;
let url;
before(async () => {
  server = createServer(async (_, response) => {
    const { status = 200, chunks = [], isCut = false } = answer;
    response.writeHead(status, { 'content-type': 'application/x-ndjson' });
    for (const chunk of chunks) {
      response.write(chunk);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    if (isCut) response.destroy();
    else response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}/`;
});
after(() => {
  server.close();
  server.closeAllConnections();
});

async function fleetFrom(next) {
  answer = next;
  const fleet = fromRelay(new Relay(url, 'token')).fleet(() => {});
  await fleet.run(NEVER);
  return fleet;
}

/** The title that the page gives to what goes wrong. */
async function failure(next) {
  try {
    await fleetFrom(next);
  } catch (error) {
    return explain(error).title;
  }
  return 'nothing';
}

test('lines are read wherever they are cut, in the middle of a character, too', async () => {
  const bytes = Buffer.from(node('i-1', { Name: 'Zürich' }) + node('i-2') + END);
  for (let at = 1; at < bytes.length; at += 7) {
    const fleet = await fleetFrom({ chunks: [bytes.subarray(0, at), bytes.subarray(at)] });
    assert.deepEqual([...fleet.nodes.keys()], ['i-1', 'i-2'], `cut at ${at}`);
    assert.equal(fleet.nodes.get('i-1').info.Name, 'Zürich');
    assert.equal(fleet.listed, true);
  }
});

test('times are dates, and texts that look like times stay texts', async () => {
  const time = '2026-11-20T08:19:00.000Z';
  const chunks = [node('i-1', { LastPingDateTime: time, Name: time }), END];
  const fleet = await fleetFrom({ chunks });
  const { info } = fleet.nodes.get('i-1');
  assert.deepEqual(info, { LastPingDateTime: new Date(time), Name: time });
});

test('a second reading replaces the first, and nodes that are gone are gone', async () => {
  const fleet = await fleetFrom({ chunks: [node('i-1') + node('i-2') + END] });
  answer = { chunks: [node('i-2') + END] };
  await fleet.run(NEVER);
  assert.deepEqual([...fleet.nodes.keys()], ['i-2']);
});

test('an answer without an end is not taken for a whole fleet', async () => {
  for (const isCut of [true, false]) {
    assert.equal(await failure({ chunks: [node('i-1')], isCut }), 'The answer was cut off');
  }
  assert.equal(await failure({ chunks: [] }), 'The answer was cut off');
  const unfinished = END.trimEnd();
  assert.equal(await failure({ chunks: [node('i-1'), unfinished] }), 'The answer was cut off');
});

test('what no Worker of patchlens sends is told as such', async () => {
  const strange = 'The answer was not understandable';
  for (const text of ['<!doctype html>\n', 'null\n', '{"node":{}}\n', '{}\n', '[]\n', '1\n']) {
    assert.equal(await failure({ chunks: [text] }), strange, text);
    assert.equal(await failure({ status: 502, chunks: [text] }), strange, text);
  }
});

test('what a Worker says of an error is told in words', async () => {
  const titles = {
    '{"code":"unauthorized"}': 'The Worker did not accept the access token',
    '{"code":"misconfigured"}': 'The Worker lacks a setting',
    '{"code":"internal"}': 'The Worker has a problem of its own',
    '{"code":"network"}': 'The Worker could not reach AWS',
    '{"code":"credentials"}': 'The Worker got no credentials',
    '{"code":"service","awsCode":"ThrottlingException"}': 'AWS is throttling the requests',
    '{"code":"service","awsCode":"ExpiredTokenException"}': 'The session of the Worker has expired',
    '{"code":"service","awsCode":"InvalidSignatureException"}':
      'AWS did not accept the credentials of the Worker',
    '{"code":"service","awsCode":"Strange"}': 'AWS refused the request',
    '{"code":"from-a-newer-version"}': 'AWS refused the request',
  };
  for (const [error, title] of Object.entries(titles)) {
    const line = `{"error":${error}}\n`;
    assert.equal(await failure({ chunks: [node('i-1'), line] }), title, error);
    assert.equal(await failure({ status: 502, chunks: [line] }), title, error);
  }
});

test('an abort comes back as it was given', async () => {
  answer = { chunks: [node('i-1'), node('i-2'), END] };
  const abort = new AbortController();
  const fleet = fromRelay(new Relay(url, 'token')).fleet(() => abort.abort('enough'));
  await assert.rejects(fleet.run(abort.signal), (reason) => reason === 'enough');
  assert.deepEqual([...fleet.nodes.keys()], ['i-1']);
});

test('an address or a token that can never work is refused, and the token not repeated', () => {
  const addresses = ['', 'nonsense', 'http://example.com', 'ftp://localhost/', 'https://a@b.c'];
  for (const address of addresses) {
    assert.throws(() => new Relay(address, 'token'), { code: 'invalid-input' }, address);
  }
  for (const token of ['', 'töken', 'a b', 'a\nb']) {
    assert.throws(() => new Relay(url, token), (error) => {
      assert.equal(error.code, 'invalid-input');
      return token === '' || !error.message.includes(token);
    });
  }
  assert.equal(new Relay('https://example.com/sub?x#y', 't').url, 'https://example.com/sub/');
  assert.equal(new Relay('http://[::1]:8787', 't').url, 'http://[::1]:8787/');
});
