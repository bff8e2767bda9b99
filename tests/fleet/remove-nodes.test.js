/** Nodes that are removed are in no table, count or snapshot. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fleet } from './engine.js';
import { fixture } from './questions.js';

const [GONE, KEPT] = [...new Set(fixture.pages.map(({ scope }) => scope))];
const TABLES = ['nodes', 'findings', 'patches', 'cves'];

/** The nodes of a scope. */
const idsIn = (fleet, scope) =>
  fleet.nodes().rows.filter(({ scopeId }) => scopeId === scope).map(({ instanceId }) => instanceId);

test('a fleet without its removed nodes answers as one that never had them', async () => {
  const never = fixture.load(class extends Fleet {
    ingest(scope, ...rest) {
      if (scope === KEPT) super.ingest(scope, ...rest);
    }
  });
  const fleet = fixture.load(Fleet);
  const ids = idsIn(fleet, GONE);
  assert.ok(ids.length > 3 && never.findingCount > 3);
  assert.equal(fleet.removeNodes(GONE, ids), ids.length);
  const opened = await Fleet.open(fleet.snapshot());
  opened.setRules(fixture.rules);
  opened.setExceptions(fixture.exceptions);
  for (const it of [fleet, opened]) {
    assert.deepEqual(answers(it), answers(never));
    assert.deepEqual([it.nodeCount, it.findingCount], [never.nodeCount, never.findingCount]);
    assert.equal(it.node(GONE, ids[0]), undefined);
  }
});

test('only nodes of the scope are removed, and only those that are there', () => {
  const fleet = fixture.load(Fleet);
  const before = answers(fleet);
  const [id] = idsIn(fleet, GONE);
  assert.equal(fleet.removeNodes('no/scope', [id]), 0);
  assert.equal(fleet.removeNodes(GONE, new Set(['i-never00'])), 0);
  assert.deepEqual(answers(fleet), before);
  assert.equal(fleet.removeNodes(GONE, [id, id]), 1);
  assert.equal(fleet.nodeCount, before.nodes.length - 1);
});

test('ids that are no list of texts are refused, and nothing is removed', () => {
  const fleet = fixture.load(Fleet);
  const { nodeCount } = fleet;
  const [id] = idsIn(fleet, GONE);
  for (const ids of [undefined, 5, [id, 5], [undefined]]) {
    assert.throws(
      () => fleet.removeNodes(GONE, ids),
      { code: 'invalid-input', message: /^Cannot remove nodes: instanceIds/ },
      String(ids),
    );
  }
  assert.equal(fleet.nodeCount, nodeCount);
});

function answers(fleet) {
  const rows = TABLES.map((table) => [table, fleet[table]().rows.map(({ id, ...row }) => row)]);
  return { ...Object.fromEntries(rows), summary: fleet.summary() };
}
