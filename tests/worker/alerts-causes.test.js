import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as rig from './alerts-rig.js';

const { DAY_MS, MINUTE_MS, NOW, SCOPES, closeFinding, counted, ended, openAlerts, openFinding } = rig;
const { findCauses } = await rig.alerts();
const HOUR_MS = 60 * MINUTE_MS;
/** SCOPES with the first one alone. */
const ONE = JSON.stringify([rig.configured(SCOPES[0])]);

test('critical findings past their target are one alert, and never a second one', async () => {
  const { env, rows, raised } = await openAlerts();
  await openFinding(rows, { node: 'i-1', kb: 'KB1', days: 16 });
  await openFinding(rows, { node: 'i-2', kb: 'KB1', days: 15.5 });
  // The age is at least 15 days, which does not say that it is more.
  await openFinding(rows, { node: 'i-3', kb: 'KB1', days: 15 });
  await openFinding(rows, { node: 'i-1', kb: 'KB2', severity: 'Important', days: 90 });
  await openFinding(rows, { node: 'i-1', kb: 'KB3', severity: 'critical', days: 20 });
  await findCauses(env, NOW, SCOPES[0]);
  const [alert, ...more] = await raised('overdue');
  assert.deepEqual(more, []);
  const { named, ...counts } = alert;
  const expected = { scope: SCOPES[0], severity: 'Critical', targetDays: 15, findings: 3, nodes: 2 };
  assert.deepEqual(counts, expected);
  const names = named.map(({ instanceId, kb }) => `${instanceId} ${kb}`);
  assert.deepEqual(names, ['i-1 KB3', 'i-1 KB1', 'i-2 KB1']);
  assert.equal(named[1].firstSeen, '2026-11-04T06:00:00Z');
  // A minute later i-3 is past its target, too.
  await Promise.all([1, 1, 1, 2].map((minutes) => findCauses(env, NOW + minutes * MINUTE_MS)));
  await findCauses(env, NOW + 2 * HOUR_MS);
  const [, later, ...others] = await raised('overdue');
  assert.deepEqual(others, []);
  assert.deepEqual(later.named.map(({ instanceId }) => instanceId), ['i-3']);
});

test('a finding that closed and is overdue again is a new cause', async () => {
  const { env, rows, raised } = await openAlerts();
  const finding = { node: 'i-1', kb: 'KB1', days: 16 };
  await openFinding(rows, finding);
  await findCauses(env, NOW);
  await closeFinding(rows, finding);
  await findCauses(env, NOW);
  await openFinding(rows, { ...finding, days: 1 });
  await findCauses(env, NOW);
  assert.equal((await raised('overdue')).length, 1, 'it is young');
  await findCauses(env, NOW + 15 * DAY_MS);
  assert.equal((await raised('overdue')).length, 2);
});

test('a node that is gone has no new alert, and keeps the cause of an earlier one', async () => {
  const { env, rows, raised } = await openAlerts();
  await openFinding(rows, { node: 'i-1', kb: 'KB1', days: 16 });
  await openFinding(rows, { node: 'i-2', kb: 'KB1', days: 16 });
  await rows("UPDATE node SET gone_at = 1 WHERE instance_id = 'i-2'");
  await findCauses(env, NOW);
  assert.deepEqual((await raised('overdue')).map(({ findings }) => findings), [1]);
  await rows("UPDATE node SET gone_at = 1 WHERE instance_id = 'i-1'");
  await findCauses(env, NOW);
  await rows('UPDATE node SET gone_at = NULL');
  await findCauses(env, NOW + HOUR_MS);
  const found = await raised('overdue');
  assert.deepEqual(found.map(({ named }) => named[0].instanceId), ['i-1', 'i-2']);
});

test('an alert counts all of many findings, and names some', async () => {
  const { env, rows, raised } = await openAlerts();
  await openFinding(rows, { node: 'i-0', kb: 'KB1', days: 16 });
  await rows(`
    INSERT INTO node (scope_id, instance_id, listed_run)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)
    SELECT 1, 'j-' || i, 1 FROM n`);
  await rows('INSERT INTO open_patch SELECT 1, node_id, ?, 0 FROM node WHERE node_id > 1', 'Missing');
  await findCauses(env, NOW);
  const [{ findings, nodes, named }] = await raised('overdue');
  assert.deepEqual([findings, nodes, named.length], [3000, 3000, 20]);
  assert.deepEqual(await rows('SELECT count(*) AS causes FROM cause'), [{ causes: 3000 }]);
});

test('without a target for critical findings none is overdue', async () => {
  const { env, rows, raised } = await openAlerts({ TARGETS: '{ "Important": 1 }' });
  await openFinding(rows, { node: 'i-1', kb: 'KB1', days: 400 });
  await findCauses(env, NOW);
  assert.deepEqual(await raised('overdue'), []);
});

test('a scope that fails twice in a row is an alert, until a run completes', async () => {
  const { env, rows, raised } = await openAlerts();
  const run = (hours, status, error = null) =>
    ended(rows, { at: NOW + hours * HOUR_MS, status, error });
  const find = () => findCauses(env, NOW, SCOPES[0]);
  await run(0, 'failed', 'AccessDeniedException');
  await find();
  await run(1, 'running');
  await run(2, 'failed', 'another run has the lease');
  await find();
  assert.deepEqual(await raised('scope-failed'), [], 'one has failed');
  await run(3, 'abandoned', 'a later run began');
  await Promise.all([find(), find(), find()]);
  const [{ scope, runs }] = await raised('scope-failed');
  assert.equal(scope, SCOPES[0]);
  assert.deepEqual(runs.map(({ error }) => error), ['a later run began', 'AccessDeniedException']);
  await run(4, 'failed', 'throttled');
  await find();
  assert.equal((await raised('scope-failed')).length, 1);
  await run(5, 'complete');
  await find();
  await run(6, 'failed', 'throttled');
  await find();
  assert.equal((await raised('scope-failed')).length, 1, 'one has failed since');
  await run(7, 'failed', 'throttled');
  await find();
  assert.equal((await raised('scope-failed')).length, 2);
});

test('a share that drops by 5 points is an alert of its day', async () => {
  const { env, rows, raised } = await openAlerts({ SCOPES: ONE });
  const day = (days, verdicts) => counted(rows, { at: NOW + days * DAY_MS, ...verdicts });
  const find = () => findCauses(env, NOW);
  await day(0, { compliant: 90, 'non-compliant': 10 });
  await find();
  const before = { compliant: 851, 'non-compliant': 100, unreported: 49 };
  await day(3, before);
  await find();
  assert.deepEqual(await raised('share-dropped'), [], 'there is no earlier day, and 4.9 points');
  const after = { compliant: 801, unreported: 199 };
  await day(4, after);
  await find();
  await find();
  const [alert, ...more] = await raised('share-dropped');
  assert.deepEqual(more, []);
  assert.deepEqual(alert, {
    scope: SCOPES[0],
    points: 5,
    before: { day: '2026-11-23', nodes: 1000, compliant: 851, verdicts: before },
    after: { day: '2026-11-24', nodes: 1000, compliant: 801, verdicts: after },
    scopesWithoutEarlierDay: 0,
  });
  await day(5, after);
  await find();
  assert.equal((await raised('share-dropped')).length, 1, 'it stays low');
});

test('a share that recovers and drops again on the same day is a new cause', async () => {
  const { env, rows, raised } = await openAlerts({ SCOPES: ONE });
  const at = (hours, verdicts) => counted(rows, { at: NOW + hours * HOUR_MS, ...verdicts });
  await at(-24, { compliant: 90, stale: 10 });
  for (const [hours, compliant, alerts] of [[0, 80, 1], [1, 81, 1], [2, 89, 1], [3, 80, 2]]) {
    await at(hours, { compliant, stale: 100 - compliant });
    await findCauses(env, NOW);
    assert.equal((await raised('share-dropped')).length, alerts, `${compliant} %`);
  }
});

test("the fleet's share counts scopes without a run of the day as they were", async () => {
  const { env, rows, raised } = await openAlerts();
  await counted(rows, { scope: 1, at: NOW - DAY_MS, compliant: 100 });
  await counted(rows, { scope: 2, at: NOW - 2 * DAY_MS, compliant: 300 });
  await counted(rows, { scope: 1, at: NOW, compliant: 81, stale: 19 });
  await findCauses(env, NOW, SCOPES[0]);
  // 4.75 points of the fleet.
  assert.deepEqual((await raised('share-dropped')).map(({ scope }) => scope), [SCOPES[0]]);
  await counted(rows, { scope: 1, at: NOW + HOUR_MS, compliant: 79, stale: 21 });
  await findCauses(env, NOW + HOUR_MS, SCOPES[0]);
  const found = (await raised('share-dropped')).map(({ scope, points }) => [scope, points]);
  assert.deepEqual(found, [[SCOPES[0], 19], [null, 5.25]]);
});

test('a scope that is new is no drop of the fleet, and an empty one is no old share', async () => {
  const { env, rows, raised } = await openAlerts();
  await counted(rows, { scope: 1, at: NOW - DAY_MS, compliant: 100 });
  await counted(rows, { scope: 1, at: NOW, compliant: 100 });
  await counted(rows, { scope: 2, at: NOW, 'non-compliant': 500 });
  await findCauses(env, NOW);
  await counted(rows, { scope: 1, at: NOW + HOUR_MS });
  await findCauses(env, NOW);
  assert.deepEqual(await raised('share-dropped'), []);
});

test('wrong settings are errors that name the member', async () => {
  const { env } = await openAlerts();
  for (const [name, text, message] of [
    ['TARGETS', '[]', /TARGETS: expected a JSON object/],
    ['TARGETS', '{ "Critical": "15" }', /TARGETS\.Critical: expected days/],
    ['TARGETS', '{ "Critical": -1 }', /TARGETS\.Critical/],
    ['ALERT_SHARE_DROP', '0', /ALERT_SHARE_DROP/],
    ['ALERT_SHARE_DROP', '', /ALERT_SHARE_DROP/],
    ['ALERT_SHARE_DROP', 'five', /ALERT_SHARE_DROP/],
  ]) {
    await assert.rejects(findCauses({ ...env, [name]: text }, NOW), message, text);
  }
});
