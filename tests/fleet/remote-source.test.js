/** A fleet behind a server answers as one in this process. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Fleet, localSource, parseFilter, remoteSource } from './engine.js';
import { load } from './compare.js';
import { generate } from './generate.js';
import { fixture, questionsSuite } from './questions.js';
import { serveSource } from './source-server.js';

const CASES = Number(process.env.REMOTE_CASES ?? 150);
const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.e30+/=';
const METHODS = ['summary', 'nodes', 'findings', 'patches', 'cves', 'groups', 'values'];
/** Texts that JSON, a header or a prototype could change. */
const HOSTILE = [
  '__proto__',
  'constructor',
  '</script>',
  '\u0000\u2028"\\',
  '🦀 é',
  ' \t\n',
  '%00%2F',
  '2026-01-01',
];

const local = localSource(fixture.load(Fleet));
let server;
let remote;

before(async () => {
  const authorize = (token) => (token === TOKEN ? 'granted' : 'unauthorized');
  server = await serveSource(local, { authorize });
  remote = remoteSource(server.url, { token: async () => TOKEN });
});
after(() => server.close());

questionsSuite(test, () => remote);

test('the description is that of the local source', async () => {
  const description = await remote.describe();
  assert.deepEqual(description, { ...(await local.describe()), maxLimit: 10_000 });
  assert.ok(description.scannedAt instanceof Date);
  assert.ok(description.scopes.every(({ readAt }) => readAt instanceof Date));
});

test('a reading that is under way is told with its time, and a wrong one is refused', async () => {
  const startedAt = new Date('2026-11-25T06:00:00.000Z');
  const scanning = { startedAt, scopes: [{ scopeId: 'a', nodesDone: 3, nodesTotal: 9 }] };
  const having = (other) => ({
    ...local,
    describe: async () => ({ ...(await local.describe()), scanning: other }),
  });
  await asked(having(scanning), async (source) => {
    assert.deepEqual((await source.describe()).scanning, scanning);
  });
  for (const wrong of [null, 'yes', {}, { scopes: {} }, { scopes: [], startedAt: 'soon' }])
    await asked(having(wrong), async (source) => {
      await assert.rejects(source.describe(), { code: 'malformed-response' }, JSON.stringify(wrong));
    });
});

test('an empty fleet has no time, and every answer says that nothing is there', async () => {
  await asked(localSource(new Fleet()), async (source) => {
    assert.equal('scannedAt' in (await source.describe()), false);
    assert.equal((await source.summary()).nodes, 0);
    assert.deepEqual(await source.nodes(), { total: 0, undecided: 0, rows: [] });
    assert.equal(await source.node('a', 'b'), undefined);
  });
});

test('every question of random fleets has the same answer or the same error', async () => {
  for (let seed = 1; seed <= CASES; seed++) {
    const example = generate(seed);
    const source = localSource(load({ Fleet }, example));
    const questions = example.questions.filter(({ ask }) => METHODS.includes(ask));
    await asked(source, async (far) => {
      for (const question of questions) await assertSame(source, far, question);
      for (const { scopeId, instanceId } of (await source.nodes({ limit: 3 })).rows)
        await assertSame(source, far, { ask: 'node', args: [scopeId, instanceId] });
    });
  }
});

test('an absent member is absent, and a date is a Date', async () => {
  const { rows } = await remote.nodes();
  const [withName] = rows.filter(({ instanceId }) => instanceId === 'i-web00001');
  assert.ok(withName.readAt instanceof Date && withName.lastOperation instanceof Date);
  const silent = rows.find(({ instanceId }) => instanceId === 'i-silent01');
  assert.equal('missing' in silent, false);
  assert.equal('lastOperation' in silent, false);
  assert.equal(typeof rows.find(({ endOfLife }) => endOfLife).endOfLife, 'string');
});

test('hostile texts come back as they are', async () => {
  const fleet = new Fleet();
  const instanceIds = HOSTILE.map((_, index) => `i-0${index}`);
  const list = HOSTILE.map((name, index) => ({
    InstanceId: instanceIds[index],
    ComputerName: name,
  }));
  const body = new TextEncoder().encode(JSON.stringify({ InstanceInformationList: list }));
  fleet.ingest('a/%2F"__proto__/eu', 'DescribeInstanceInformation', {}, body);
  // Attributes whose names are those of dates and of the prototype.
  const columns = (text) => ({ readAt: text, findings: text, ['__proto__']: text, [text]: text });
  fleet.setAttributes(
    HOSTILE.map((text, index) => ({ instanceId: instanceIds[index], ...columns(text) })),
  );
  const source = localSource(fleet);
  await asked(source, async (far) => {
    const { rows } = await far.nodes();
    assert.deepEqual(rows, fleet.nodes().rows);
    assert.deepEqual(
      rows.map(({ computerName }) => computerName),
      HOSTILE,
    );
    assert.equal(rows[0].tags.readAt, HOSTILE[0]);
    const [{ scopeId }] = rows;
    for (const [index, text] of HOSTILE.entries()) {
      const query = {
        filter: { tokens: [{ property: 'computerName', operator: '=', value: text }] },
      };
      assert.deepEqual(await far.nodes(query), fleet.nodes(query));
      await assertSame(source, far, { ask: 'node', args: [scopeId, instanceIds[index]] });
      await assertSame(source, far, {
        ask: 'values',
        table: 'nodes',
        property: 'computerName',
        prefix: text,
      });
    }
    await assertSame(source, far, { ask: 'groups', table: 'nodes', by: 'tag.__proto__' });
  });
});

test('a wrong filter is the error of the local source, word for word', async () => {
  const token = (property, operator, value) => ({
    filter: { tokens: [{ property, operator, value }] },
  });
  for (const query of [
    token('nothing', '=', 'x'),
    token('missing', '=', 'many'),
    token('firstSeen', '^', '2026'),
    { filter: { tokens: 'x' } },
    { filter: 5 },
    { sort: [{ property: 'nothing' }] },
    { limit: -1 },
    { offset: 1.5 },
    null,
    5,
    [],
  ]) {
    await assertSame(local, remote, { ask: 'nodes', query });
    await assertSame(local, remote, { ask: 'groups', table: 'nodes', by: 'name', query });
  }
  for (const args of [
    ['bogus', 'name'],
    ['nodes', 'bogus'],
    [undefined, 'name'],
    ['nodes', 'name', '', -1],
  ])
    await assertSame(local, remote, { ask: 'values', args });
});

test('a wrong filter text is refused with its position before anything is sent', async () => {
  const sent = server.requests.length;
  await assert.rejects(
    async () => remote.nodes({ filter: parseFilter('verdict=stale "open', 'nodes') }),
    (error) => error.code === 'invalid-input' && /\d/.test(error.message),
  );
  assert.equal(server.requests.length, sent);
});

test('a query that JSON cannot express is refused before anything is sent', async () => {
  const sent = server.requests.length;
  const query = { limit: 5n };
  await assertSame(local, remote, { ask: 'nodes', query });
  assert.equal(server.requests.length, sent);
});

test('a misspelt member of a query is an error of the server, never ignored', async () => {
  for (const query of [
    { filtr: {} },
    { filter: { tokens: [], txt: 'x' } },
    { sort: [{ property: 'name', desc: true }] },
  ])
    await assert.rejects(remote.nodes(query), { code: 'invalid-input', message: /is not known/ });
});

test('more rows than the server allows are an error, never fewer rows', async () => {
  const message = /limit: at most 10000, but is 10001/;
  for (const question of [
    remote.nodes({ limit: 10_001 }),
    remote.values('nodes', 'name', '', 10_001),
  ])
    await assert.rejects(question, { code: 'invalid-input', message });
});

test('the token is in the header of every request and in no URL', async () => {
  await remote.describe();
  for (const { method, url, headers } of server.requests) {
    assert.equal(headers.authorization, `Bearer ${TOKEN}`);
    assert.match(url, /^\/v1\/[a-z]+$/);
    assert.equal(method, url === '/v1/describe' ? 'GET' : 'POST');
  }
});

/** Serves a source for the time of a test. */
async function asked(source, use) {
  const own = await serveSource(source);
  try {
    await use(remoteSource(own.url));
  } finally {
    await own.close();
  }
}

async function assertSame(near, far, question) {
  const [wanted, got] = await Promise.all([near, far].map((source) => outcomeOf(source, question)));
  assert.deepEqual(
    got,
    wanted,
    JSON.stringify(question, (_, it) => (typeof it === 'bigint' ? `${it}n` : it)),
  );
}

async function outcomeOf(source, { ask, args, table, by, query, property, prefix, limit }) {
  const inputs = { groups: [table, by, query], values: [table, property, prefix, limit] };
  try {
    return await source[ask](...(args ?? inputs[ask] ?? [query]));
  } catch (error) {
    return { message: error.message, ...error };
  }
}
