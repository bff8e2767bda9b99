/** The words for nodes, verdicts, and what the numbers leave out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const {
  byAttributeHash,
  causes,
  chosenColumns,
  leftOut,
  nameOf,
  ownNameOf,
  parseFleetQuery,
  patchTotal,
  platformOf,
  VERDICT_LABELS,
  VERDICTS,
} = await pageCode(
  'model/columns',
  'model/fleet-query',
  'model/left-out',
  'model/nodes-link',
  'model/node-words',
  'model/verdict',
);

test('a node is called by its name, else its host name, else its id', () => {
  assert.equal(nameOf({ name: 'given', computerName: 'host', instanceId: 'i-1' }), 'given');
  assert.equal(nameOf({ computerName: 'host', instanceId: 'i-1' }), 'host');
  assert.equal(nameOf({ instanceId: 'i-1' }), 'i-1');
});

test('a platform has the version that people know', () => {
  const windows = { platformType: 'Windows', platform: 'Microsoft Windows Server 2022 Datacenter' };
  assert.equal(
    platformOf({ ...windows, platformVersion: '10.0.20348' }),
    'Windows Server 2022 Datacenter',
  );
  const ubuntu = { platformType: 'Linux', platform: 'Ubuntu', platformVersion: '22.04' };
  assert.equal(platformOf(ubuntu), 'Ubuntu 22.04');
  assert.equal(platformOf({ platformType: 'Linux' }), 'Linux');
  assert.equal(platformOf({}), 'Unknown');
});

test('patches are counted by state, not again by level', () => {
  assert.equal(patchTotal({ missing: 2, installed: 5, criticalNonCompliant: 2 }), 7);
  assert.equal(patchTotal({}), 0);
});

test('every verdict has a label', () => {
  assert.deepEqual(Object.keys(VERDICT_LABELS).sort(), [...VERDICTS].sort());
});

const SUMMARY = {
  nodes: 1000,
  verdicts: {
    'non-compliant': 500,
    unreported: 0,
    stale: 0,
    excepted: 0,
    stopped: 0,
    compliant: 500,
  },
  unreported: {},
  failedNodes: 0,
  failedScopes: 0,
};
const left = (change, verdicts, complete = true, scopes = 1) =>
  leftOut({ ...SUMMARY, verdicts: { ...SUMMARY.verdicts, ...verdicts }, ...change }, complete, scopes);

test('numbers that leave nothing out need no words', () => {
  assert.deepEqual(left({}), []);
});

test('unreported nodes are named with their causes, the most frequent first', () => {
  const unreported = { 'counts-incomplete': 2, 'never-scanned': 60, 'from-a-newer-version': 1 };
  assert.deepEqual(causes(unreported), [
    '60 never scanned',
    '2 with counts missing',
    '1 from-a-newer-version',
  ]);
  assert.deepEqual(left({ unreported }, { unreported: 63 }), [
    '63 nodes without a usable report (60 never scanned, 2 with counts missing, 1 from-a-newer-version)',
  ]);
});

test('old scans, stopped nodes, failures and what is not read yet are named', () => {
  assert.deepEqual(
    left({ failedNodes: 1, failedScopes: 2 }, { stale: 1200, stopped: 3 }, false, 3),
    [
      '1,200 whose last scan is too old',
      '3 that are stopped',
      '1 node with an error while reading',
      'the nodes of 2 of 3 scopes that could not be read',
      'what is not read yet',
    ],
  );
});

test('a name among the attributes is found in any case, and never in place of the reported one', () => {
  assert.equal(ownNameOf({ tags: { Team: 'a', NAME: 'till 7' } }), 'till 7');
  assert.equal(ownNameOf({ tags: { Surname: 'b' } }), undefined);
  assert.equal(ownNameOf({}), undefined);
  assert.equal(nameOf({ name: 'given', tags: { Name: 'till 7' }, instanceId: 'i-1' }), 'given');
});

test('the nodes by an attribute have it as their second column, and then others, in its order', () => {
  const all = ['Owner', 'Cost, centre', 'Team', 'Environment', 'Floor'];
  const hash = byAttributeHash('Cost, centre', all, 30);
  const { columns, sort, staleDays } = parseFleetQuery(hash.split('?')[1]);
  const { names } = chosenColumns('nodes', columns);
  const attributes = ['tag.Cost, centre', 'tag.Owner', 'tag.Team', 'tag.Environment'];
  assert.deepEqual(names.slice(0, 6), ['name', ...attributes, 'platform']);
  assert.deepEqual([sort, staleDays], [{ column: 'tag.Cost, centre', descending: false }, 30]);
});
