import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SECRET, webhook } from './alerts-rig.js';
import { awsOf, folderFor, openWatch, SECRETS, truthOf } from './rig.js';

const SCOPES = [
  { account: '111122223333', region: 'us-east-1' },
  { account: '222233334444', region: 'us-east-1' },
];
const DENIED = { kind: 'fail', status: 400, code: 'AccessDeniedException', message: 'not allowed' };
const HOUR_MS = 3_600_000;
/** 05:07, before the digest. */
const TIME = Date.UTC(2026, 10, 20, 5, 7);
const TOKEN = 'path-4f8Kq2';

test('the watch tells what is wrong once, a digest each day, and no secret', async (t) => {
  const faults = ({ account, operation }) =>
    account === SCOPES[1].account && operation.startsWith('Describe') ? DENIED : undefined;
  const aws = await awsOf(
    SCOPES.map((scope) => ({ ...scope, fleet: { nodes: 30, start: TIME - 3 * 24 * HOUR_MS } })),
    { faults },
  );
  t.after(aws.close);
  const received = [];
  let answer = { status: 302, headers: { location: 'https://elsewhere.example.com/' } };
  const told = () => received.splice(0).map(({ body }) => JSON.parse(body));
  const folder = folderFor(t);
  const watch = await openWatch({
    ...{ aws, scopes: SCOPES, folder },
    vars: {
      TARGETS: '{ "Critical": 0 }',
      ALERT_WEBHOOKS: JSON.stringify([webhook('ops')]),
      ALERT_SECRET_OPS: SECRET,
    },
    receive: (sent) => (received.push(sent), answer),
  });
  t.after(watch.dispose);
  await watch.cron(TIME);
  const [complete] = await watch.ends(TIME);
  const critical = await watch.rows(`
    SELECT count(*) AS n FROM open_patch JOIN patch USING (patch_id) WHERE severity = 'Critical'`);
  await watch.alertsCron(TIME);
  assert.deepEqual(received.splice(0).map(({ url }) => url), [webhook('ops').url], 'no redirect');
  const deliveries = await watch.rows('SELECT status, last_error FROM delivery');
  assert.deepEqual(deliveries, [{ status: 'waiting', last_error: 'status 302' }]);
  answer = { status: 204 };
  await watch.rows('UPDATE delivery SET next_at = 0');
  await watch.alertsCron(TIME);
  const [overdue, ...none] = told();
  assert.deepEqual(none, [], 'a scope that failed once');
  assert.equal(overdue.kind, 'overdue');
  assert.equal(overdue.findings, critical[0].n);
  assert.ok(overdue.findings > 0);
  await watch.cron(TIME + HOUR_MS);
  await watch.ends(TIME + HOUR_MS);
  await watch.alertsCron(TIME + HOUR_MS);
  const second = told().sort((a, b) => a.kind.localeCompare(b.kind));
  assert.deepEqual(second.map(({ kind }) => kind), ['digest', 'scope-failed']);
  const [digest, failed] = second;
  assert.equal(failed.scope, '222233334444/us-east-1');
  assert.match(failed.runs[0].error, /AccessDenied/);
  assert.equal(digest.nodes, complete.nodes);
  const open = Object.values(digest.openFindings).reduce((sum, count) => sum + count);
  assert.equal(open, truthOf(aws).filter((it) => it.startsWith(SCOPES[0].account)).length);
  assert.deepEqual(digest.leftOut.scopesNeverRead, ['222233334444/us-east-1']);
  assert.deepEqual(digest.leftOut.failedScopes.map(({ scope }) => scope), ['222233334444/us-east-1']);
  assert.ok(digest.leftOut.unreportedNodes > 0);
  await watch.alertsCron(TIME + 2 * HOUR_MS);
  assert.deepEqual(told(), []);
  await watch.alertsCron(TIME + 24 * HOUR_MS);
  assert.deepEqual(told(), [], 'before the hour of the digest');
  await watch.alertsCron(TIME + 26 * HOUR_MS);
  const [later, ...others] = told();
  assert.deepEqual([later.kind, others], ['digest', []]);
  assert.deepEqual(later.leftOut.scopesOfAnEarlierDay, [
    { scope: '111122223333/us-east-1', day: '2026-11-20' },
  ]);
  const lines = watch.said.join('').split('\n');
  const isEnd = (line) => line.startsWith('{"event":"run-ended"');
  const ends = lines.filter(isEnd).map((line) => JSON.parse(line));
  assert.equal(ends.length, 4, 'one line for each run');
  for (const line of ends) assertMetrics(line);
  await assertNoSecret(watch, folder);
});

function assertMetrics({ scope, requests, throttled, seconds, rate, rowsWritten, ...others }) {
  assert.match(scope, /^\d{12}\/us-east-1$/);
  assert.ok(requests > 0 && throttled >= 0 && seconds > 0 && rowsWritten >= 0);
  assert.ok(Math.abs(rate - (requests - throttled) / seconds) <= 0.01, `${rate} a second`);
  const known = ['event', 'account', 'region', 'run', 'status', 'error', 'nodes', 'failedNodes'];
  const isKnown = (name) => known.includes(name) || name === 'snapshot';
  assert.deepEqual(Object.keys(others).filter((name) => !isKnown(name)), []);
}

/** Looks for secrets in everything that is stored or logged; what is planted must be found. */
async function assertNoSecret(watch, folder) {
  const planted = ['planted-2vN6yR8cM3', 'planted-7xJ4pW9dK1'];
  await watch.rows(`UPDATE alert SET detail = '{"planted":"${planted[0]}"}'`);
  await watch.rows(`UPDATE delivery SET last_error = '${planted[1]}'`);
  await watch.dispose();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  const kept = [...files, Buffer.from(watch.said.join(''))];
  const isKept = (text) => kept.some((bytes) => bytes.includes(text));
  for (const text of [...planted, 'alert-sent', 'alert-raised']) assert.ok(isKept(text), text);
  assert.deepEqual([...SECRETS, SECRET, TOKEN].filter(isKept), []);
}
