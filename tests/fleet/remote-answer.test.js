/** Answers of the protocol that do not fit the question are errors. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remoteSource } from './engine.js';
import { ADDRESS, answered, failureOf, NODE, ROWS } from './remote-rig.js';

const COVERAGE = { findings: 0, withCves: 0, blindPlatforms: [] };

/** Answers of the protocol that are not the answer to the question. */
const WRONG = {
  describe: [{}, { scopes: [], can: [] }, { scopes: [{ id: 'a' }], complete: true, can: [] }],
  summary: [{}, { nodes: 0, findings: 0, patches: 0, cves: 0, verdicts: {} }],
  nodes: [
    undefined,
    null,
    [],
    {},
    { ...ROWS, total: 1 },
    { ...ROWS, total: '0' },
    { total: 0, rows: [] },
    { total: 0, undecided: 0 },
    { ...ROWS, rows: [NODE] },
    { total: 1, undecided: 0, rows: [{}] },
    { total: 1, undecided: 0, rows: [null] },
    { total: 1, undecided: 0, rows: [{ ...NODE, verdict: undefined }] },
    { total: 1, undecided: 0, rows: [{ ...NODE, readAt: 1_769_817_600_000 }] },
    { total: 1, undecided: 0, rows: [{ ...NODE, readAt: '2026-01-31' }] },
    { total: 1, undecided: 0, rows: [{ ...NODE, readAt: '2026-13-31T00:00:00Z' }] },
    { total: 1, undecided: 0, rows: [{ ...NODE, readAt: null }] },
  ],
  findings: [{ total: 1, undecided: 0, rows: [NODE] }],
  patches: [{ total: 1, undecided: 0, rows: [{ kb: 'KB1' }] }],
  cves: [ROWS, { ...ROWS, coverage: {} }, { ...ROWS, total: 1, coverage: COVERAGE }],
  groups: [{}, { total: 2, groups: [] }, { total: 1, groups: [{ value: 'x' }] }],
  values: [{}, [{ value: 'x' }], [{ count: 1 }]],
  node: [{}, { ...NODE, findings: [], instanceId: 'i-2' }, NODE, { ...NODE, findings: [{}] }],
};
const ARGUMENTS = { groups: ['nodes', 'name'], values: ['nodes', 'name'], node: ['a/eu', 'i-1'] };

for (const [ask, answers] of Object.entries(WRONG))
  test(`what is no answer to ${ask} is an error, never an empty answer`, async () => {
    for (const answer of answers) {
      const error = await failureOf(
        (source) => source[ask](...(ARGUMENTS[ask] ?? [])),
        () => answered(answer),
      );
      const { code, message } = error;
      assert.equal(code, 'malformed-response', `${message} for ${JSON.stringify(answer)}`);
    }
  });

test('fewer rows than there are is an error', async () => {
  const respond = () => answered({ total: 250, undecided: 0, rows: [NODE] });
  const error = await failureOf((source) => source.nodes({ offset: 200, limit: 100 }), respond);
  assert.match(error.message, /rows: expected 50, but got 1$/);
});

test('members that this version does not know are taken as they are', async () => {
  const node = { ...NODE, findings: [], later: { due: 'soon' } };
  const source = remoteSource(ADDRESS, async () => answered(node));
  assert.deepEqual(await source.node('a/eu', 'i-1'), node);
});
