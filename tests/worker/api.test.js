/** The Worker's API: who may ask, what it says of scopes that are not read, and what is changed. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { validator } from '../fleet/json-schema.js';
import { AT_ITS_TIME, EDITOR, empty, failRun, openApi, putFixture, putScope, READER, SCOPES, snapshotOf, withoutSecrets } from './api-rig.js';
import { awsOf, folderFor, SECRETS } from './rig.js';

const [FIRST, SECOND] = SCOPES;
const [FIRST_ID, SECOND_ID] = SCOPES.map(({ account, region }) => `${account}/${region}`);
const TIME = Date.UTC(2026, 10, 20, 6, 7);
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Of a fleet that changes, long enough for some nodes to go. */
const LAST_DAY = 40;
const EXCEPTION = { id: 'x-1', match: { kb: 'curl.x86_64' }, reason: 'Not reachable' };
const READS = ['history', 'runs', 'dead-letters', 'exceptions'];
const atItsTime = (t, options) => openApi(t, { entry: AT_ITS_TIME, ...options });
const PROTOCOL = new URL('../../docs/backend-protocol.openapi.json', import.meta.url);
const check = validator(JSON.parse(readFileSync(PROTOCOL)));
const NEVER = 'The scope was never read: no run has begun';
const ends = [];
let shared;

before(async () => {
  shared = await atItsTime({ after: (end) => ends.unshift(end) });
});
after(async () => {
  for (const end of ends) await end();
});

/** The Worker that most tests share, with empty stores. */
async function emptied() {
  await empty(shared.watch);
  return shared;
}

test('nothing is answered without a token of Access, on no path', async () => {
  const { watch } = await emptied();
  for (const path of ['v1/describe', 'v1/nodes', 'v1/runs', 'v1/scan', 'v1/export?table=nodes', 'x', '']) {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const response = await watch.fetch(`/api/${path}`, { method });
      assert.equal(response.status, 401, `${method} ${path}`);
      assert.equal((await response.json()).error.code, 'unauthorized');
    }
  }
  assert.equal((await watch.fetch('/')).status, 404);
});

test('a wrong input is one error that names the field and quotes the value', async () => {
  const { get, change, watch } = await emptied();
  await putFixture(watch);
  for (const [path, words] of [
    ['trend?days=401', 'days: expected a whole number from 1 to 400, but is "401"'],
    ['trend?days=1.5', 'days: expected a whole number from 1 to 400, but is "1.5"'],
    ['trend?scopeId=no', 'scopeId: expected the id of a scope in SCOPES, but is "no"'],
    ['trend?daze=4', 'daze: expected one of the parameters days, scopeId, but is "4"'],
    ['trend?days=4&days=5', 'days: expected one value, but is ["4","5"]'],
    ['dead-letters?limit=1001', 'limit: expected a whole number from 1 to 1000, but is "1001"'],
    ['runs?limit=0', 'limit: expected a whole number from 1 to 100, but is "0"'],
    ['cve', 'cve: expected an id such as CVE-2026-12345, but is absent'],
    ['cve?cve=CVE-1', 'cve: expected an id such as CVE-2026-12345, but is "CVE-1"'],
    ['cve?cve=CVE-2025-0001&cursor=x', 'cursor: expected a whole number from 0 to 999999999999999, but is "x"'],
    ['export', 'table: expected one of nodes, findings, patches, cves, but is absent'],
    ['export?table=node', 'table: expected one of nodes, findings, patches, cves, but is "node"'],
    ['describe?scope=x', 'scope: expected no parameter but scopeId, but is "x"'],
  ]) {
    const { status, code, message } = await get(`/api/v1/${path}`);
    assert.deepEqual([status, code, message], [400, 'invalid-input', words]);
  }
  for (const [path, body, words] of [
    ['scan', { scopeId: 'no' }, 'scopeId: expected the id of a scope in SCOPES, but is "no"'],
    ['scan', { scope: 'a' }, 'scope: expected one of the members scopeId, but is "a"'],
    ['scan', [], 'the body: expected a JSON object, but is []'],
    ['attributes', { rows: [{ Owner: 'x' }] }, 'rows[0].instanceId: expected a text of 1 to 100 characters, but is absent'],
    ['attributes', { rows: [{ instanceId: 'i-1', Owner: 5 }] }, 'rows[0].Owner: expected a text of 1 to 1000 characters, but is 5'],
    ['exceptions', {}, 'the body: expected either set or withdraw'],
    ['exceptions', { withdraw: 'x-9' }, 'withdraw: expected the id of an exception that holds, but is "x-9"'],
    ['exceptions', { set: { ...EXCEPTION, by: 'me' } }, 'set.by: expected one of id, match, where, reason, until, but is "me"'],
    ['exceptions', { set: { ...EXCEPTION, reason: '' } }, 'set.reason: expected a text of 1 to 2000 characters, but is ""'],
    ['exceptions', { set: { ...EXCEPTION, match: { kbb: 'x' } } }, /^Cannot set exceptions: .*kbb/],
    ['exceptions', { set: { ...EXCEPTION, until: 'soon' } }, /^Cannot use the exception "x-1": until is "soon"/],
    ['exceptions', { set: { ...EXCEPTION, where: { tokens: [{ property: 'x', operator: '=', value: 'y' }] } } }, /^Cannot .*"x"/],
  ]) {
    const { status, code, message } = await change(`/api/v1/${path}`, body);
    assert.deepEqual([status, code], [400, 'invalid-input'], message);
    assert[typeof words === 'string' ? 'equal' : 'match'](message, words);
  }
  assert.equal((await get('/api/v1/nothing')).status, 404);
  assert.equal((await get('/api/v2/describe')).status, 404);
  assert.equal((await change('/api/v1/runs', {})).status, 405);
  const large = await change('/api/v1/attributes', { rows: [{ instanceId: 'i-1', a: 'x'.repeat(1 << 20) }] });
  assert.deepEqual([large.status, large.code], [413, 'too-large']);
  for (const table of ['exception_edit', 'attribute_edit']) {
    assert.deepEqual(await watch.rows(`SELECT * FROM ${table}`), []);
  }
});

test('a reader reads and changes nothing, and no other site changes anything', async () => {
  const { change, send, source, watch } = await emptied();
  await putFixture(watch);
  assert.deepEqual((await source.describe()).can, READS);
  const described = await (await send(EDITOR, '/api/v1/describe')).json();
  assert.deepEqual(described.answer.can, [...READS, 'scan', 'edit-exceptions']);
  const bodies = { scan: {}, exceptions: { set: EXCEPTION }, attributes: { rows: [{ instanceId: 'i-1', a: 'b' }] } };
  for (const [name, body] of Object.entries(bodies)) {
    const path = `/api/v1/${name}`;
    const refused = [
      await change(path, body, READER),
      await change(path, body, EDITOR, { 'sec-fetch-site': 'cross-site' }),
    ];
    assert.deepEqual(refused.map(({ status, code }) => [status, code]), [[403, 'forbidden'], [403, 'forbidden']]);
    assert.equal((await change(path, body, EDITOR, { 'content-type': 'text/plain' })).status, 415);
  }
  const foreign = await send(READER, '/api/v1/describe', { headers: { origin: 'https://evil.example.com' } });
  assert.equal(foreign.status, 403);
  assert.equal(foreign.headers.get('access-control-allow-origin'), null);
  for (const table of ['exception_edit', 'attribute_edit', "run WHERE status = 'running'"]) {
    assert.deepEqual(await watch.rows(`SELECT * FROM ${table}`), []);
  }
});

test('a scope that was never read, or whose last run has failed, is described with its error', async () => {
  const { source, get, watch } = await emptied();
  const problems = async () => {
    const { scopes, complete } = await source.describe();
    return { complete, errors: scopes.map(({ id, error }) => [id, error?.message]) };
  };
  assert.deepEqual(await problems(), {
    complete: false,
    errors: [FIRST_ID, SECOND_ID].map((id) => [id, 'The scope was never read: no run has begun']),
  });
  await assert.rejects(source.node(FIRST_ID, 'i-web00001'), { status: 503, message: /never read/ });
  await putScope(watch, FIRST, snapshotOf(FIRST));
  const [first] = (await problems()).errors;
  assert.deepEqual(first, [FIRST_ID, undefined]);
  assert.equal((await source.summary()).failedScopes, 1);
  await putScope(watch, SECOND, snapshotOf(SECOND));
  assert.equal((await source.summary()).failedScopes, 0);
  await failRun(watch, SECOND, 'AccessDeniedException: no');
  const failed = await problems();
  assert.equal(failed.complete, false);
  assert.deepEqual(failed.errors[1], [SECOND_ID, 'AccessDeniedException: no']);
  assert.ok((await source.nodes()).rows.some(({ scopeId }) => scopeId === SECOND_ID), 'its fleet stays');
  const { answer } = await get('/api/v1/runs');
  assert.equal(answer.scopes[1].error, 'AccessDeniedException: no');
  assert.deepEqual(check({ $ref: '#/components/schemas/ServerRuns' }, answer), []);
  const [{ status, requests, throttled, error }, before] = answer.scopes[1].runs;
  assert.deepEqual([status, requests, throttled, error], ['failed', 7, 3, 'AccessDeniedException: no']);
  assert.equal(before.status, 'complete');
  assert.equal((await get('/api/v1/cve?cve=CVE-2025-0001')).answer.complete, false);
  assert.equal((await get('/api/v1/trend')).answer.scopes[1].error, 'AccessDeniedException: no');
});

test('a snapshot that is damaged or missing is said, and does not hide the others', async () => {
  for (const damage of ['damaged', 'not in R2']) {
    const { source, send, watch } = await emptied();
    await putScope(watch, SECOND, snapshotOf(SECOND));
    const key = await putScope(watch, FIRST, new TextEncoder().encode('no snapshot'));
    if (damage === 'not in R2') await watch.rows("UPDATE run SET snapshot = 'none' WHERE scope_id = 2");
    const { scopes, complete } = await source.describe();
    assert.equal(complete, false);
    assert.match(scopes[0].error.message, new RegExp(damage));
    assert.equal(scopes[1].error, undefined);
    assert.ok((await source.nodes()).total > 0);
    assert.equal((await source.summary()).failedScopes, 1);
    await assert.rejects(source.node(FIRST_ID, 'i-web00001'), { status: 503 });
    const exported = await send(READER, '/api/v1/export?table=nodes');
    assert.equal(exported.headers.get('patchlens-complete'), 'false');
    assert.ok((await exported.text()).includes(SECOND_ID));
    assert.ok(key);
  }
});

test('a run that has stopped without a word is said', async () => {
  const { source, watch } = await emptied();
  await putFixture(watch);
  await watch.rows(`INSERT INTO run (scope_id, run_id, status, started)
    SELECT scope_id, 29500000, 'running', 0 FROM scope WHERE region = '${FIRST.region}'`);
  const { scopes, complete } = await source.describe();
  assert.equal(complete, false);
  assert.equal(scopes[0].error.message, 'The last run has stopped without a word');
  assert.equal('scanning' in (await source.describe()), false);
  await watch.rows("UPDATE scope SET lease_run = 29500000, lease_until = 9999999999999");
  const { scopes: leased, scanning } = await source.describe();
  assert.equal(leased[0].error, undefined);
  assert.deepEqual(scanning, { startedAt: new Date(0), scopes: [{ scopeId: FIRST_ID }] });
});

test('fleets that are too large for the memory are refused, and a part of them is answered', async (t) => {
  const [bytes, others] = SCOPES.map((scope) => snapshotOf(scope).length);
  const most = Math.max(bytes, others);
  const { get, send, source, watch } = await atItsTime(t, { vars: { FLEET_MAX_BYTES: String(most) } });
  await putFixture(watch);
  const { status, code, message } = await get('/api/v1/describe');
  assert.deepEqual([status, code], [503, 'unavailable']);
  assert.match(message, new RegExp(`2 scopes have ${bytes + others} bytes.*at most ${most} .*scopeId`));
  await assert.rejects(source.summary(), { status: 503 });
  const part = await get(`/api/v1/describe?scopeId=${FIRST_ID}`);
  assert.deepEqual(part.answer.scopes.map(({ id }) => id), [FIRST_ID]);
  const exported = await (await send(READER, `/api/v1/export?table=nodes&scopeId=${SECOND_ID}`)).text();
  const lines = exported.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.ok(lines.length > 0 && lines.every(({ scopeId }) => scopeId === SECOND_ID));
});

test('a fleet is read again when its scope has a new run, also of the same day', async () => {
  const { source, watch } = await emptied();
  const [scope] = SCOPES;
  const key = await putScope(watch, scope, snapshotOf(SECOND));
  const ids = async () => (await source.nodes()).rows.map(({ scopeId }) => scopeId);
  assert.ok((await ids()).includes(SECOND_ID));
  await watch.putBytes(key, snapshotOf(FIRST));
  assert.ok((await ids()).includes(SECOND_ID), 'kept in memory');
  await watch.rows('UPDATE run SET run_id = run_id + 1');
  const many = await Promise.all(Array.from({ length: 8 }, ids));
  for (const list of many) assert.ok(list.length > 0 && list.every((id) => id === FIRST_ID));
});

test('exceptions and attributes keep who and when, and change the answers at once', async () => {
  const { change, get, send, source, watch } = await emptied();
  await putFixture(watch);
  const excepted = async () => (await source.summary()).exceptedFindings;
  assert.equal(await excepted(), 0);
  assert.equal((await change('/api/v1/exceptions', { set: EXCEPTION })).status, 200);
  const count = await excepted();
  assert.ok(count > 0);
  await change('/api/v1/exceptions', { set: { ...EXCEPTION, reason: 'Still not reachable' } });
  assert.equal(await excepted(), count);
  assert.equal((await change('/api/v1/exceptions', { withdraw: 'x-1' })).status, 200);
  assert.equal(await excepted(), 0);
  assert.equal((await change('/api/v1/exceptions', { withdraw: 'x-1' })).status, 400, 'it holds no more');
  const { answer } = await get('/api/v1/exceptions');
  assert.deepEqual(check({ $ref: '#/components/schemas/Exceptions' }, answer), []);
  assert.deepEqual(answer.exceptions, []);
  assert.deepEqual(answer.edits.map(({ withdrawn, exception }) => withdrawn ?? exception.reason), [
    true,
    'Still not reachable',
    'Not reachable',
  ]);
  for (const { who, at } of answer.edits) assert.deepEqual([who, at], [EDITOR, '2026-02-01T00:00:00.000Z']);
  const owners = async () => source.values('nodes', 'tag.Owner');
  await change('/api/v1/attributes', { rows: [{ instanceId: 'i-web00001', Owner: 'payments' }] });
  assert.deepEqual(await owners(), [{ value: 'payments', count: 2 }]);
  await change('/api/v1/attributes', { rows: [{ instanceId: 'i-web00001', Owner: 'search' }] });
  assert.deepEqual(await owners(), [{ value: 'search', count: 2 }]);
  await change('/api/v1/attributes', { rows: [{ instanceId: 'i-web00001', Owner: '' }] });
  assert.deepEqual(await owners(), []);
  const page = (await get('/api/v1/attributes?limit=2')).answer;
  assert.deepEqual(page.edits.map(({ value, who }) => [value, who]), [['payments', EDITOR], ['search', EDITOR]]);
  const rest = (await get(`/api/v1/attributes?cursor=${page.cursor}`)).answer;
  assert.deepEqual([rest.edits.map(({ value }) => value), rest.cursor], [[''], undefined]);
  const first = await send(READER, '/api/v1/exceptions');
  const headers = { 'if-none-match': first.headers.get('etag') };
  assert.equal((await send(READER, '/api/v1/exceptions', { headers })).status, 304);
  await change('/api/v1/exceptions', { set: EXCEPTION });
  assert.equal((await send(READER, '/api/v1/exceptions', { headers })).status, 200);
});

test('alerts that no webhook took are listed, the latest first, and those that wait are not', async () => {
  const { get, watch } = await emptied();
  await watch.rows(`INSERT INTO alert (alert_id, kind, at, detail) VALUES
    ('a-1', 'overdue', 1, '{"scope":"x"}'), ('a-2', 'digest', 2, '{}')`);
  await watch.rows(`INSERT INTO delivery (alert_id, webhook, status, attempts, next_at, ended, last_error) VALUES
    ('a-1', 'ops', 'dead', 8, 5, 10, 'status 500'), ('a-2', 'ops', 'dead', 8, 5, 20, 'refused'),
    ('a-2', 'chat', 'waiting', 1, 5, NULL, 'refused')`);
  const { answer } = await get('/api/v1/dead-letters');
  assert.deepEqual(check({ $ref: '#/components/schemas/DeadLetters' }, answer), []);
  assert.deepEqual(answer.alerts.map(({ alertId, webhook, error }) => [alertId, webhook, error]), [
    ['a-2', 'ops', 'refused'],
    ['a-1', 'ops', 'status 500'],
  ]);
  assert.deepEqual(answer.alerts[1].detail, { scope: 'x' });
  assert.equal((await get('/api/v1/dead-letters?limit=1')).answer.alerts.length, 1);
});

test('gone nodes are in no number, and the nodes of a CVE are those of the filter', async (t) => {
  const folder = folderFor(t);
  const scope = { account: '111122223333', region: 'us-east-1' };
  const options = (day) => ({ nodes: 60, start: TIME - LAST_DAY * DAY_MS, day });
  for (const [day, time] of [[1, TIME - (LAST_DAY - 1) * DAY_MS], [LAST_DAY, TIME]]) {
    const ends = [];
    const aws = await awsOf([{ ...scope, fleet: options(day) }]);
    const { watch, get, source } = await openApi({ after: (end) => ends.unshift(end) }, { aws, folder, scopes: [scope] });
    try {
      await watch.cron(time);
      await watch.ends(time);
      if (day === LAST_DAY) await checkGoneAndCves(t, { watch, get, source });
    } finally {
      for (const end of ends) await end();
      await aws.close();
    }
  }
});

async function checkGoneAndCves(t, { watch, get, source }) {
  const gone = await watch.rows('SELECT instance_id FROM node WHERE gone_at IS NOT NULL');
  const [{ stay }] = await watch.rows('SELECT count(*) AS stay FROM node WHERE gone_at IS NULL');
  assert.ok(gone.length > 0);
  assert.equal((await source.summary()).nodes, stay);
  const scopeId = '111122223333/us-east-1';
  for (const { instance_id } of gone) assert.equal(await source.node(scopeId, instance_id), undefined);
  const { answer: listed } = await get('/api/v1/runs');
  assert.equal(listed.scopes[0].goneNodes, gone.length);
  const trend = (await get('/api/v1/trend?days=400')).answer.rows;
  assert.deepEqual(trend.map(({ day }) => day), ['2026-10-12', '2026-11-20']);
  assert.equal(trend[1].nodes, stay);
  const { verdicts } = await source.summary();
  const sum = Object.values(trend[1].verdicts).reduce((all, nodes) => all + nodes, 0);
  assert.deepEqual([sum, Object.values(verdicts).reduce((all, nodes) => all + nodes, 0)], [stay, stay]);
  const { rows } = await source.cves({ sort: [{ property: 'nodes', descending: true }], limit: 200 });
  const chosen = [rows[0], rows[Math.floor(rows.length / 2)], rows.at(-1)];
  for (const { cve, nodes } of chosen) {
    const found = [];
    let cursor = '';
    do {
      const { answer } = await get(`/api/v1/cve?cve=${cve.toLowerCase()}&limit=7${cursor}`);
      found.push(...answer.rows.map(({ instanceId }) => instanceId));
      assert.ok(answer.rows.every(({ patches }) => patches.length > 0));
      cursor = answer.cursor && `&cursor=${answer.cursor}`;
    } while (cursor);
    const filter = { tokens: [{ property: 'cves', operator: '=', value: cve }] };
    const wanted = (await source.nodes({ filter, limit: 1000 })).rows.map(({ instanceId }) => instanceId);
    assert.equal(wanted.length, nodes);
    assert.deepEqual(found.sort(), wanted.sort());
  }
  t.diagnostic(`${gone.length} nodes are gone, ${chosen[0].nodes} miss ${chosen[0].cve}`);
  const never = (await get('/api/v1/cve?cve=CVE-1999-0000')).answer;
  assert.deepEqual([never.rows, never.complete], [[], true]);
  assert.ok(verdicts.unreported > 0, 'nodes that were never scanned');
  assert.deepEqual([never.unreportedNodes, never.failedNodes], [verdicts.unreported, 0]);
}

test('a scan is started once, and one that is under way is said', async (t) => {
  const aws = await awsOf([{ ...FIRST, fleet: { nodes: 20 } }]);
  t.after(aws.close);
  const { change, get, watch } = await atItsTime(t, { aws, scopes: [FIRST] });
  const first = await change('/api/v1/scan', {});
  const [{ run }] = first.answer.runs;
  assert.deepEqual([first.status, first.answer.runs], [202, [{ scopeId: FIRST_ID, started: true, run }]]);
  const again = await Promise.all([change('/api/v1/scan', {}), change('/api/v1/scan', { scopeId: FIRST_ID })]);
  for (const { answer } of again) {
    assert.deepEqual(answer.runs, [{ scopeId: FIRST_ID, started: false, run }]);
  }
  await watch.ends(run * MINUTE_MS);
  const { answer } = await get('/api/v1/runs');
  assert.deepEqual(answer.scopes[0].runs.map((it) => [it.run, it.status]), [[run, 'complete']]);
  await watch.rows("INSERT INTO run (scope_id, run_id, status, started) VALUES (1, 999999999, 'running', 0)");
  await watch.rows('UPDATE scope SET lease_run = 999999999, lease_until = 9999999999999');
  const { answer: refused } = await change('/api/v1/scan', { scopeId: FIRST_ID });
  assert.deepEqual(refused.runs, [{ scopeId: FIRST_ID, started: false, run: 999999999 }]);
});

test('a day of the trend is one of a complete run, also of a scope without nodes', async (t) => {
  const aws = await awsOf([{ ...FIRST, fleet: { nodes: 20 } }, { ...SECOND, fleet: { nodes: 0 } }]);
  t.after(aws.close);
  const { change, get, watch } = await atItsTime(t, { aws, scopes: SCOPES });
  const trend = async (query = '') => (await get(`/api/v1/trend?days=3${query}`)).answer;
  assert.deepEqual(await trend(), { from: '2026-01-30', scopes: [{ id: FIRST_ID, error: NEVER }, { id: SECOND_ID, error: NEVER }], rows: [] });
  const { answer } = await change('/api/v1/scan', {});
  await watch.ends(answer.runs[0].run * MINUTE_MS);
  const { scopes, rows } = await trend();
  assert.deepEqual(check({ $ref: '#/components/schemas/Trend' }, await trend()), []);
  assert.deepEqual(scopes.map(({ id, since }) => [id, since]), [[FIRST_ID, '2026-02-01'], [SECOND_ID, '2026-02-01']]);
  assert.deepEqual(rows.map(({ scopeId, day }) => [scopeId, day]), [[FIRST_ID, '2026-02-01'], [SECOND_ID, '2026-02-01']]);
  assert.ok(rows[0].nodes >= 20);
  assert.deepEqual(rows[1], { scopeId: SECOND_ID, day: '2026-02-01', verdicts: { compliant: 0 }, nodes: 0, missing: 0, failed: 0, uncounted: 0 });
  await watch.rows("INSERT INTO run (scope_id, run_id, status, started) VALUES (1, 1440, 'failed', 0), (1, 2880, 'complete', 0)");
  assert.deepEqual((await trend(`&scopeId=${FIRST_ID}`)).scopes, [{ id: FIRST_ID, since: '1970-01-03' }]);
  const both = await trend(`&scopeId=${SECOND_ID}&scopeId=${FIRST_ID}`);
  assert.deepEqual(both.rows, rows);
  assert.equal((await get(`/api/v1/trend?scopeId=${FIRST_ID}&scopeId=no`)).status, 400);
});

test('a secret in the body or a header of a response would be found', async () => {
  for (const secret of SECRETS) {
    await assert.rejects(withoutSecrets(new Response(`{"error":"${secret}"}`)), /has a secret/);
    const headers = { 'x-debug': `key ${secret}` };
    await assert.rejects(withoutSecrets(new Response('{}', { headers })), /has a secret/);
  }
  await withoutSecrets(new Response('{}'));
});
