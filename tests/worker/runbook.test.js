import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PatchClient } from 'patchlens';
import { Fleet } from 'patchlens/fleet';
import { ROOT } from '../../scripts/process.mjs';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { serve } from '../../simulator/serve.js';
import * as rig from './alerts-rig.js';
import { awsOf, folderFor, openWatch, storedFindings, truthOf } from './rig.js';

const RUNBOOK = readFileSync(join(ROOT, 'docs/watch-runbook.md'), 'utf8');
const TEMPLATE = readFileSync(join(ROOT, 'worker/member-role.yaml'), 'utf8');
const SCOPE = { account: '111122223333', region: 'us-east-1' };
const TIME = Date.UTC(2026, 10, 20, 6, 7);
const HOUR_MS = 3_600_000;
const EVENTS = ['run-ended', 'run-refused', 'run-exists', 'previous-unusable', 'alerts-failed'];

test('an empty database begins with the fleet in R2, as the runbook says', async (t) => {
  const requests = [];
  const fleet = { nodes: 40, start: TIME - 3 * 24 * HOUR_MS };
  const aws = await awsOf([{ ...SCOPE, fleet }], { requests });
  t.after(aws.close);
  const watch = await openWatch({ aws, scopes: [SCOPE], folder: folderFor(t) });
  t.after(watch.dispose);
  await watch.cron(TIME);
  await watch.ends(TIME);
  const seen = `
    SELECT kb, title, first_seen FROM open_patch JOIN patch USING (patch_id) ORDER BY 1, 2, 3`;
  const before = await watch.rows(seen);
  const tables = await watch.rows(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 1) <> '_'",
  );
  for (const { name } of tables) await watch.rows(`DELETE FROM ${name}`);
  assert.deepEqual(await storedFindings(watch), []);
  for (const sql of statements('replay')) await watch.rows(sql);
  const sent = requests.length;
  await watch.cron(TIME + HOUR_MS);
  const [{ status }] = await watch.ends(TIME + HOUR_MS);
  assert.equal(status, 'complete');
  const truth = truthOf(aws);
  assert.ok(truth.length > 20);
  assert.deepEqual(await storedFindings(watch), truth);
  assert.deepEqual(await watch.rows(seen), before);
  const later = requests.slice(sent).filter(({ operation }) => operation === 'DescribeInstancePatches');
  assert.ok(later.length < requests.length / 4, `${later.length} nodes are read again`);
});

test('a finding that the fleet knows for longer than its operation keeps its age', async () => {
  const { env, rows } = await rig.openAlerts();
  const { nodeStatements } = await rig.alerts();
  const finding = { kb: 'KB1', title: 'KB1', state: 'Missing', cves: [] };
  const findings = [
    { ...finding, firstSeen: 1000 },
    { ...finding, title: 'new', firstSeen: 3000 },
  ];
  const node = { id: 'i-1', opEnd: 2000, findings };
  await env.DB.batch(nodeStatements(env.DB, { scopeId: 1, run: 1 }, [node]));
  assert.deepEqual(
    await rows('SELECT title, first_seen FROM open_patch JOIN patch USING (patch_id) ORDER BY title'),
    [{ title: 'KB1', first_seen: 1000 }, { title: 'new', first_seen: 2000 }],
  );
});

test('dead letters are shown and sent again by the statements of the runbook', async () => {
  const { env, rows } = await rig.openAlerts();
  const { deliver } = await rig.alerts();
  await rows("INSERT INTO alert VALUES ('id-1', 'digest', ?, '{}', 1)", rig.NOW);
  await rows("INSERT INTO delivery VALUES ('id-1', 'ops', 'dead', 8, 1, 1, 'status 401')");
  const [shown] = await rows(statements('dead letters')[0]);
  assert.deepEqual([shown.alert_id, shown.last_error], ['id-1', 'status 401']);
  const sent = [];
  const send = async (url, { body }) => (sent.push(JSON.parse(body).id), new Response());
  await deliver(env, { clock: () => rig.NOW, send });
  assert.deepEqual(sent, []);
  await rows(statements('send again')[0]);
  await deliver(env, { clock: () => rig.NOW, send });
  assert.deepEqual(sent, ['id-1']);
});

test('the function for Step Functions reads a scope, by the operations that the role allows', async (t) => {
  const called = new Set();
  const onRequest = ({ operation }) => called.add(operation);
  const aws = await serve({ fleet: { nodes: 60 }, onRequest });
  t.after(aws.close);
  const { handlerOf } = await exampleOf(t, RUNBOOK);
  const credentials = SAMPLE_CREDENTIALS[0];
  const client = new PatchClient({ region: 'us-east-1', endpoint: aws.url, credentials });
  const parts = [];
  const put = async (key, bytes) => parts.push(bytes);
  const handler = handlerOf({ clientOf: () => client, put, maxRequests: 12 });
  let state = { scope: { id: 'scope' }, run: 1 };
  // A state crosses as JSON.
  do state = JSON.parse(JSON.stringify(await handler(state)));
  while (!state.isDone);
  assert.ok(state.slice > 2, `${state.slice} slices`);
  const fleet = await Fleet.merge(parts);
  assert.ok(fleet.complete && fleet.nodeCount >= 60);
  assert.deepEqual(fleet.failures, []);
  assert.deepEqual([...called].sort(), allowed());
});

test('the role can be assumed by the hub alone, with the external id', () => {
  assert.match(TEMPLATE, /Principal:\n +AWS: !Ref HubUserArn\n/);
  assert.match(TEMPLATE, /StringEquals:\n +sts:ExternalId: !Ref ExternalId\n/);
  assert.match(TEMPLATE, /ExternalId:\n(?: {4}.*\n)* {4}NoEcho: true\n/);
});

test('the runbook has every status and event', () => {
  const folder = join(ROOT, 'worker/migrations');
  const files = ['0001_store.sql', '0002_alerts.sql'];
  const sql = files.map((name) => readFileSync(join(folder, name), 'utf8'));
  const statuses = [...sql.join('').matchAll(/status IN \(([^)]+)\)/g)].flatMap(([, list]) =>
    [...list.matchAll(/'(\w+)'/g)].map(([, status]) => status),
  );
  assert.equal(statuses.length, 7);
  const isNamed = (name) => RUNBOOK.includes(`\`${name}\``) || RUNBOOK.includes(`"${name}"`);
  assert.deepEqual([...statuses, ...EVENTS].filter((name) => !isNamed(name)), []);
});

/** The operations that the template of the role allows. */
function allowed() {
  const names = [...TEMPLATE.matchAll(/^ +- ssm:(\w+)$/gm)].map(([, name]) => name);
  const every = TEMPLATE.match(/\bssm:[\w*]+/g);
  assert.equal(every.length, names.length, 'an action in another place');
  return names;
}

/** The statements of a fence of the runbook. */
function statements(name) {
  const [, text] = new RegExp(`^\`\`\`sql ${name}\\n([^]*?)^\`\`\`$`, 'm').exec(RUNBOOK);
  return text.split(';').filter((sql) => sql.trim());
}

/** The example in JavaScript of a page. */
async function exampleOf(t, page) {
  const [, code] = /^```js\n([^]*?)^```$/m.exec(page);
  // Within the package, so that its name resolves to the build.
  const folder = mkdtempSync(join(ROOT, '.setup', 'runbook-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'example.mjs');
  writeFileSync(file, code);
  return import(pathToFileURL(file).href);
}
