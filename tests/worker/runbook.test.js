import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PatchClient } from 'patchlens';
import { Fleet, scanFleet } from 'patchlens/fleet';
import { ROOT } from '../../scripts/process.mjs';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { serve } from '../../simulator/serve.js';
import * as rig from './alerts-rig.js';
import { awsOf, folderFor, openWatch, storedFindings, truthOf } from './rig.js';

const RUNBOOK = readFileSync(join(ROOT, 'docs/watch-runbook.md'), 'utf8');
const SCOPE = { account: '111122223333', region: 'us-east-1' };
const TIME = Date.UTC(2026, 10, 20, 6, 7);
const HOUR_MS = 3_600_000;
const EVENTS = ['run-ended', 'run-refused', 'run-exists', 'previous-unusable', 'alerts-failed'];

test('an empty database begins with the fleet in R2, as the runbook says', async (t) => {
  const requests = [];
  const fleet = { nodes: 60, start: TIME - 3 * 24 * HOUR_MS };
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
  assert.ok(truth.length > 50);
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

test('the function for Step Functions reads a scope in slices', async (t) => {
  const aws = await serve({ fleet: { nodes: 40 } });
  t.after(aws.close);
  const { handlerOf } = await exampleOf(t, RUNBOOK);
  const options = { region: 'us-east-1', endpoint: aws.url, credentials: SAMPLE_CREDENTIALS[0] };
  const objects = new Map();
  const handler = handlerOf({
    clientOf: () => new PatchClient(options),
    put: async (key, bytes) => objects.set(key, bytes),
    get: async (key) => objects.get(key),
    maxRequests: 12,
  });
  const scan = async (given) => {
    let state = { scope: { id: 'scope' }, ...given };
    // A state crosses as JSON.
    do state = JSON.parse(JSON.stringify(await handler(state)));
    while (!state.isDone);
    const parts = [...objects].filter(([key]) => key.startsWith(`run/scope/${given.run}/`));
    return { slices: state.slice, fleet: await Fleet.merge(parts.map(([, bytes]) => bytes)) };
  };
  const { slices, fleet } = await scan({ run: 1 });
  assert.ok(slices > 2, `${slices} slices`);
  const whole = await scanFleet({ id: 'scope', client: new PatchClient(options) });
  assert.ok(fleet.complete);
  assert.deepEqual([fleet.nodeCount, fleet.findingCount], [whole.nodeCount, whole.findingCount]);
  objects.set('previous', fleet.snapshot());
  const second = await scan({ run: 2, previous: 'previous' });
  assert.ok(second.slices < slices, `${second.slices} slices with what is known`);
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
