/** The Worker answers the questions of tests/fleet as a fleet in this process does. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Fleet, localSource } from 'patchlens/fleet';
import { fixture, questionsSuite } from '../fleet/questions.js';
import { AT_ITS_TIME, openApi, putFixture } from './api-rig.js';

const ends = [];
let api;

before(async () => {
  api = await openApi({ after: (end) => ends.unshift(end) }, { entry: AT_ITS_TIME });
  await putFixture(api.watch);
  const rows = fixture.attributes;
  assert.equal((await api.change('/api/v1/attributes', { rows })).status, 200);
  for (const { by, ...set } of fixture.exceptions) {
    const { status, message } = await api.change('/api/v1/exceptions', { set });
    assert.equal(status, 200, message);
  }
});
after(async () => {
  for (const end of ends) await end();
});

questionsSuite(test, () => api.source);

test('the description and the rows are those of a fleet in this process', async () => {
  const local = localSource(fixture.load(Fleet));
  const { scopes, complete, scannedAt } = await local.describe();
  const told = await api.source.describe();
  assert.deepEqual([told.complete, told.scannedAt], [complete, scannedAt]);
  const ids = (list) => list.map(({ id, readAt }) => [id, readAt]).sort();
  assert.deepEqual(ids(told.scopes), ids(scopes));
  assert.ok((await local.nodes()).rows.length > 5);
  for (const name of ['nodes', 'findings', 'cves', 'summary']) {
    assert.deepEqual(await api.source[name](), await local[name](), name);
  }
});

test('the same table is exported', async () => {
  const response = await api.send('rita@example.com', '/api/v1/export?table=findings');
  const lines = (await response.text()).trimEnd().split('\n');
  const fleet = fixture.load(Fleet);
  assert.equal(lines.length, fleet.findingCount);
  assert.deepEqual(lines.sort(), [...fleet.ndjson('findings')].join('').trimEnd().split('\n').sort());
  assert.equal(response.headers.get('patchlens-complete'), String(fleet.complete));
});
