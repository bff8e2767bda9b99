import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync, rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../scripts/process.mjs';
import * as rig from './alerts-rig.js';

const { MINUTE_MS, NOW, SECRET, ended, openAlerts, webhook } = rig;
const { deadLetters, deliver, findCauses, webhooksOf } = await rig.alerts();
const { check } = await documentedCheck();
const ATTEMPTS = 8;

test('the documented check accepts what is sent, once', async () => {
  const [sent] = await sentBy(await withAlert());
  assert.equal(sent.url, webhook('ops').url);
  assert.equal(sent.method, 'POST');
  assert.equal(sent.redirect, 'manual');
  const body = JSON.parse(sent.body);
  assert.equal(body.kind, 'scope-failed');
  assert.match(body.id, /^[0-9a-f-]{36}$/);
  assert.equal(body.scope, rig.SCOPES[0]);
  const known = new Set();
  const taken = (after) => check(sent.headers, sent.body, { secret: SECRET, known, now: NOW + after });
  assert.equal(taken(0), 'new');
  known.add(body.id);
  assert.equal(taken(MINUTE_MS), 'known', 'a replay at once');
  assert.equal(taken(5 * MINUTE_MS), 'known');
  known.clear();
  assert.equal(taken(5 * MINUTE_MS + 1000), 'refused', 'a replay after the window');
  assert.equal(taken(-5 * MINUTE_MS - 1000), 'refused', 'from the future');
});

test('the documented check refuses what is not signed, tampered with or of another secret', async () => {
  const [{ headers, body }] = await sentBy(await withAlert());
  const verdictOf = (changed, text = body, secret = SECRET) =>
    check({ ...headers, ...changed }, text, { secret, known: new Set(), now: NOW });
  assert.equal(verdictOf({}), 'new');
  const later = String(Number(headers['patchlens-timestamp']) + 60);
  const signature = headers['patchlens-signature'];
  for (const [name, changed, text, secret] of [
    ['another time', { 'patchlens-timestamp': later }],
    ['no time', { 'patchlens-timestamp': undefined }],
    ['no signature', { 'patchlens-signature': undefined }],
    ['another version', { 'patchlens-signature': signature.replace('v1', 'v0') }],
    ['a signature of one character more', { 'patchlens-signature': `${signature}0` }],
    ['a tampered body', {}, body.replace('scope-failed', 'digest')],
    ['another secret', {}, body, `${SECRET}x`],
  ]) {
    assert.equal(verdictOf(changed, text, secret), 'refused', name);
  }
  // A time that is no number, by a sender that knows the secret.
  const hmac = createHmac('sha256', SECRET).update(`soon.${body}`).digest('hex');
  const soon = { 'patchlens-timestamp': 'soon', 'patchlens-signature': `v1=${hmac}` };
  assert.equal(verdictOf(soon), 'refused');
});

test('an alert is tried again, later each time, until it is a dead letter', async () => {
  const { env, rows } = await withAlert();
  const failures = [
    () => new Response('no', { status: 500 }),
    () => new Response(null, { status: 302, headers: { location: 'https://other.example.com' } }),
    () => Promise.reject(new TypeError(`fetch failed: ${webhook('ops').url} is down`)),
    () => new Response('gone', { status: 410 }),
  ];
  const waits = [];
  const sent = [];
  let now = NOW;
  for (let round = 0; round < ATTEMPTS; round += 1) {
    const answer = failures[round % failures.length];
    await deliver(env, { clock: () => now, send: recorder(sent, answer) });
    assert.equal(sent.length, round + 1);
    await deliver(env, { clock: () => now + MINUTE_MS, send: recorder(sent, answer) });
    assert.equal(sent.length, round + 1, 'a minute later');
    const [{ next_at, last_error }] = await rows('SELECT next_at, last_error FROM delivery');
    const errors = [/^status 500$/, /^status 302$/, /fetch failed: the webhook is down/, /^status 410$/];
    assert.match(last_error, errors[round % failures.length]);
    waits.push((next_at - now) / MINUTE_MS);
    if (round < ATTEMPTS - 1) assert.deepEqual(await deadLetters(env.DB, 10), []);
    now = next_at;
  }
  assert.deepEqual(waits.slice(0, -1), [5, 10, 20, 40, 80, 160, 320]);
  const [dead, ...others] = await deadLetters(env.DB, 10);
  assert.deepEqual(others, []);
  const { webhook: name, kind, attempts, error, detail } = dead;
  assert.deepEqual([name, kind, attempts, error], ['ops', 'scope-failed', ATTEMPTS, 'status 410']);
  assert.equal(detail.scope, rig.SCOPES[0]);
  assert.equal(new Set(sent.map(({ body }) => body)).size, 1, 'the same body each time');
  const stamps = sent.map(({ headers }) => headers['patchlens-timestamp']);
  assert.equal(new Set(stamps).size, ATTEMPTS, 'each is signed for its time');
  await deliver(env, { clock: () => now + 1e9, send: recorder(sent) });
  assert.equal(sent.length, ATTEMPTS, 'a dead letter is not sent');
});

test('a Worker that ends while it sends loses nothing', async () => {
  const { env, rows } = await withAlert();
  // The database is out of reach after the request.
  const sent = [];
  const broken = { ...env, DB: { ...env.DB, prepare: (sql) => preparedUntil(env.DB, sql, sent) } };
  await assert.rejects(deliver(broken, { clock: () => NOW, send: recorder(sent) }), /out of reach/);
  const deliveries = () => rows('SELECT status, attempts FROM delivery');
  assert.deepEqual(await deliveries(), [{ status: 'waiting', attempts: 1 }]);
  await deliver(env, { clock: () => NOW, send: recorder(sent) });
  assert.equal(sent.length, 1, 'the attempt has its time');
  await deliver(env, { clock: () => NOW + 5 * MINUTE_MS, send: recorder(sent) });
  assert.equal(sent.length, 2);
  assert.equal(sent[0].body, sent[1].body);
  assert.deepEqual(await deliveries(), [{ status: 'sent', attempts: 2 }]);
});

test('a last attempt that ended without a word is a dead letter', async () => {
  const { env, rows } = await withAlert();
  await deliver(env, { clock: () => NOW, send: recorder([], () => new Response('', { status: 503 })) });
  await rows('UPDATE delivery SET attempts = ?, last_error = NULL', ATTEMPTS);
  await deliver(env, { clock: () => NOW + 5 * MINUTE_MS, send: recorder([]) });
  const [{ error }] = await deadLetters(env.DB, 1);
  assert.match(error, /without a word/);
});

test('workers that send at the same time send an alert once', async () => {
  const { env } = await withAlert();
  const sent = [];
  const network = { clock: () => NOW, send: recorder(sent) };
  await Promise.all([1, 2, 3, 4].map(() => deliver(env, network)));
  assert.equal(sent.length, 1);
});

test('each webhook has its own secret and its own attempts', async () => {
  const named = (name) => webhook(name, `ALERT_SECRET_${name.toUpperCase()}`);
  const webhooks = ['ops', 'audit', 'none'].map(named);
  const audit = 'another-secret-of-more-than-32-characters';
  const settings = { ALERT_WEBHOOKS: JSON.stringify(webhooks), ALERT_SECRET_AUDIT: audit };
  const { env, rows } = await withAlert(settings);
  const sent = [];
  await deliver(env, { clock: () => NOW, send: recorder(sent) });
  const secrets = { [webhooks[0].url]: SECRET, [webhooks[1].url]: audit };
  assert.equal(sent.length, 2);
  for (const { url, headers, body } of sent) {
    assert.equal(check(headers, body, { secret: secrets[url], known: new Set(), now: NOW }), 'new');
  }
  const [{ status, last_error }] = await rows("SELECT * FROM delivery WHERE webhook = 'none'");
  assert.equal(status, 'waiting');
  assert.match(last_error, /ALERT_SECRET_NONE is not set/);
  await rows("UPDATE delivery SET status = 'waiting'");
  const removed = { ...env, ALERT_WEBHOOKS: '[]' };
  await deliver(removed, { clock: () => NOW + 1e6, send: recorder(sent) });
  assert.equal(sent.length, 2, 'a webhook that was removed');
});

test('more alerts than a Worker has connections are sent at once', async () => {
  const { env, rows } = await openAlerts();
  for (let at = 0; at < 20; at += 1) {
    await rows("INSERT INTO alert VALUES (?, 'digest', ?, '{}', 0)", `id-${at}`, NOW);
  }
  const sent = [];
  await deliver(env, { clock: () => NOW, send: recorder(sent) });
  const ids = sent.map(({ body }) => JSON.parse(body).id);
  assert.equal(new Set(ids).size, 20);
  assert.equal(ids.length, 20);
});

test('nothing is sent with a wrong list of webhooks, and no message has an address or a secret', async () => {
  const { env } = await withAlert();
  const [ops] = [webhook('ops')];
  for (const [list, message] of [
    [{}, /expected a JSON list/],
    [[{ ...ops, name: 'A b' }], /\[0\]\.name: not valid/],
    [[ops, ops], /the same name/],
    [[{ ...ops, secret: SECRET }], /\[0\]\.secret: expected the name/],
    [[{ ...ops, url: 'http://hooks.example.com/path-4f8Kq2' }], /\[0\]\.url: not https/],
    [[{ ...ops, url: 'https://10.0.0.1/path-4f8Kq2' }], /\[0\]\.url: has an IP address/],
    [[null], /\[0\]\.name/],
  ]) {
    const sent = [];
    const wrong = { ...env, ALERT_WEBHOOKS: JSON.stringify(list) };
    const failure = await deliver(wrong, { clock: () => NOW, send: recorder(sent) }).catch((it) => it);
    assert.match(String(failure), message);
    assert.doesNotMatch(String(failure), /path-4f8Kq2|whsec/);
    assert.equal(sent.length, 0);
  }
  assert.deepEqual(webhooksOf('[]'), []);
});

test('without webhooks alerts are entered, and later ones are not sent late', async () => {
  const { env } = await withAlert({ ALERT_WEBHOOKS: '[]' });
  const sent = [];
  await deliver(env, { clock: () => NOW, send: recorder(sent) });
  const configured = { ...env, ALERT_WEBHOOKS: JSON.stringify([webhook('ops')]) };
  await deliver(configured, { clock: () => NOW, send: recorder(sent) });
  assert.equal(sent.length, 0);
});

/** The `check` of docs/watch-alerts.md. */
async function documentedCheck() {
  const text = readFileSync(join(ROOT, 'docs/watch-alerts.md'), 'utf8');
  const [, code] = /^```js\n([^]*?)^```$/m.exec(text);
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-check-'));
  const file = join(folder, 'check.mjs');
  writeFileSync(file, code);
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A database in which a scope has failed twice. */
async function withAlert(settings) {
  const opened = await openAlerts(settings);
  for (const minutes of [0, 60]) {
    await ended(opened.rows, { at: NOW + minutes * MINUTE_MS, status: 'failed', error: 'denied' });
  }
  await findCauses(opened.env, NOW);
  return opened;
}

async function sentBy({ env }) {
  const sent = [];
  await deliver(env, { clock: () => NOW, send: recorder(sent) });
  return sent;
}

function recorder(sent, answer = () => new Response(null, { status: 204 })) {
  return async (url, init) => {
    sent.push({ url: String(url), ...init });
    return answer();
  };
}

/** Prepares statements until something was sent. */
function preparedUntil(db, sql, sent) {
  if (sent.length > 0) throw new Error('out of reach');
  return db.prepare(sql);
}
