import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as rig from './alerts-rig.js';

const { DAY_MS, MINUTE_MS, NOW, SCOPES, counted, ended, openAlerts, openFinding } = rig;
const { tick } = await rig.alerts();
const HOUR_MS = 60 * MINUTE_MS;
/** Without webhooks nothing is sent. */
const SILENT = { ALERT_WEBHOOKS: '[]' };

test('the digest has the numbers, and what they leave out', async () => {
  const third = '777788889999/us-east-1';
  const scopes = [...SCOPES, third].map(rig.configured);
  const { env, rows, raised } = await openAlerts({ ...SILENT, SCOPES: JSON.stringify(scopes) });
  await counted(rows, { at: NOW, compliant: 7, 'non-compliant': 2, unreported: 1 });
  await counted(rows, { scope: 2, at: NOW - DAY_MS, compliant: 4, stale: 1 });
  await ended(rows, { scope: 2, at: NOW, status: 'failed', error: 'denied' });
  await ended(rows, { scope: 2, at: NOW + 1e6, status: 'failed', error: 'another run has the lease' });
  await openFinding(rows, { node: 'i-1', kb: 'KB1', days: 16 });
  await openFinding(rows, { node: 'i-2', kb: 'KB1', days: 14 });
  await openFinding(rows, { node: 'i-1', kb: 'KB2', severity: 'Important', days: 31 });
  await openFinding(rows, { node: 'i-1', kb: 'KB3', severity: 'Low', days: 99 });
  await openFinding(rows, { scope: 2, node: 'i-3', kb: 'KB1', days: 99 });
  await openFinding(rows, { node: 'i-4', kb: 'KB1', days: 99 });
  await rows("UPDATE node SET gone_at = 1 WHERE instance_id = 'i-4'");
  await rows("UPDATE node SET last_error = 'broken' WHERE instance_id = 'i-2'");
  for (const [event, hours] of [['opened', 1], ['closed', 2], ['closed', 23], ['closed', 25]]) {
    const at = NOW - hours * HOUR_MS;
    const day = Math.floor(at / DAY_MS);
    await rows('INSERT INTO open_event VALUES (?, 1, 1, ?, ?)', day, event, at);
  }
  await rows("INSERT INTO delivery VALUES ('x', 'ops', 'dead', 8, 1, ?, 'status 500')", NOW - HOUR_MS);
  await rows("INSERT INTO delivery VALUES ('y', 'ops', 'dead', 8, 1, ?, 'status 500')", NOW - 2 * DAY_MS);
  await tick(env, NOW);
  const [digest] = await raised('digest');
  assert.deepEqual(digest, {
    nodes: 15,
    compliant: 11,
    verdicts: { compliant: 11, 'non-compliant': 2, unreported: 1, stale: 1 },
    openFindings: { Critical: 3, Important: 1, Low: 1 },
    overdue: { Critical: 2, Important: 1 },
    eventsOfTheDay: { opened: 1, closed: 2 },
    leftOut: {
      scopesNeverRead: [third],
      failedScopes: [{ scope: SCOPES[1], status: 'failed', error: 'denied' }],
      scopesOfAnEarlierDay: [{ scope: SCOPES[1], day: '2026-11-19' }],
      unreportedNodes: 1,
      goneNodes: 1,
      failedNodes: 1,
      severitiesWithoutTarget: ['Low'],
    },
    deadLetters: 1,
  });
  assert.equal((await raised('overdue')).length, 2, 'a scope that cannot be read grows old, too');
});

test('a digest is made once a day, from its hour on', async () => {
  const { env, raised } = await openAlerts({ ...SILENT, DIGEST_HOUR: '7' });
  const made = async (hours) => {
    await Promise.all([0, 1, 5].map((minutes) => tick(env, NOW + hours * HOUR_MS + minutes * MINUTE_MS)));
    return (await raised('digest')).length;
  };
  const counts = [];
  for (const hours of [0, 1, 2, 17.5, 18, 24, 25, 40]) counts.push([hours, await made(hours)]);
  const expected = [[0, 0], [1, 1], [2, 1], [17.5, 1], [18, 1], [24, 1], [25, 2], [40, 2]];
  assert.deepEqual(counts, expected);
});

test('what waits is sent even if no digest can be made, and the error is not lost', async () => {
  const { env, rows } = await openAlerts({ ...SILENT, TARGETS: 'none' });
  await rows("INSERT INTO alert VALUES ('id-1', 'digest', 1, '{}', 0)");
  await assert.rejects(tick(env, NOW), AggregateError);
  assert.deepEqual(await rows('SELECT routed FROM alert'), [{ routed: 1 }]);
  for (const DIGEST_HOUR of ['', '24', '-1', '6.5', 'six']) {
    await assert.rejects(tick({ ...env, DIGEST_HOUR }, NOW), /DIGEST_HOUR/, DIGEST_HOUR);
  }
});

test('alerts are forgotten after 400 days, and causes that last are not', async () => {
  const { env, rows, raised } = await openAlerts(SILENT);
  await openFinding(rows, { node: 'i-1', kb: 'KB1', days: 16 });
  await tick(env, NOW);
  await tick(env, NOW + 401 * DAY_MS);
  assert.deepEqual([(await raised('overdue')).length, (await raised('digest')).length], [0, 1]);
  const causes = await rows('SELECT key FROM cause ORDER BY key');
  assert.deepEqual(causes.map(({ key }) => key), ['digest/2027-12-26', 'overdue/1/1']);
  await tick(env, NOW + 402 * DAY_MS);
  assert.equal((await raised('overdue')).length, 0);
});
