/** Answers of the protocol that do not fit the question are errors. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remoteSource } from './engine.js';
import { ADDRESS, answered, failureOf, NODE, ROWS } from './remote-rig.js';

const COVERAGE = { findings: 0, withCves: 0, blindPlatforms: [] };

const VERDICTS = {
  'non-compliant': 0,
  unreported: 0,
  stale: 0,
  excepted: 0,
  stopped: 0,
  compliant: 0,
};
/** A summary of an empty fleet, which fits. */
const SUMMARY = {
  nodes: 0,
  verdicts: VERDICTS,
  unreported: {},
  findings: 0,
  exceptedFindings: 0,
  overdue: 0,
  undecidedOverdue: 0,
  bySeverity: {},
  byComplianceLevel: {},
  byState: {},
  patches: 0,
  cves: 0,
  endOfLife: 0,
  coverage: COVERAGE,
  failedScopes: 0,
  failedNodes: 0,
};
const FINDING = {
  ...{ scopeId: 'a/eu', instanceId: 'i-1', region: 'eu', kb: 'KB1', title: 'x', state: 'Missing' },
  ...{ cves: [], firstSeen: '2026-01-31T00:00:00Z', ageIsLowerBound: true, age: 1 },
};
const PATCH = {
  ...{ id: '1', kb: 'KB1', title: 'x', cves: [], nodes: 1, failed: 0, excepted: 0 },
  firstSeen: '2026-01-31T00:00:00Z',
};
const CVE = { cve: 'CVE-2026-1', nodes: 1, patches: 1, firstSeen: '2026-01-31T00:00:00Z' };
const oneOf = (row) => ({ total: 1, undecided: 0, rows: [row] });
/** A page with the row, once without each of its members. */
const lacking = (row) => Object.keys(row).map((name) => oneOf({ ...row, [name]: undefined }));

/** Answers of the protocol that do not fit the question. */
const WRONG = {
  describe: [
    {},
    { scopes: [], can: [] },
    { scopes: [{ id: 'a' }], complete: true, can: [] },
    { scopes: [], complete: true, can: [], maxLimit: 0 },
  ],
  summary: [
    {},
    { nodes: 0, findings: 0, patches: 0, cves: 0, verdicts: {} },
    ...Object.keys(SUMMARY).map((name) => ({ ...SUMMARY, [name]: undefined })),
    ...Object.keys(VERDICTS).map((name) => ({ ...SUMMARY, verdicts: { ...VERDICTS, [name]: undefined } })),
    { ...SUMMARY, nodes: 1 },
    { ...SUMMARY, verdicts: { ...VERDICTS, compliant: 1 } },
    { ...SUMMARY, failedNodes: -1 },
  ],
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
    ...lacking(NODE),
    { total: 1, undecided: 0, rows: [{ ...NODE, readAt: 1_769_817_600_000 }] },
    { total: 1, undecided: 0, rows: [{ ...NODE, readAt: '2026-01-31' }] },
    { total: 1, undecided: 0, rows: [{ ...NODE, readAt: '2026-13-31T00:00:00Z' }] },
    { total: 1, undecided: 0, rows: [{ ...NODE, readAt: null }] },
  ],
  findings: [{ total: 1, undecided: 0, rows: [NODE] }, ...lacking(FINDING)],
  patches: [{ total: 1, undecided: 0, rows: [{ kb: 'KB1' }] }, ...lacking(PATCH)],
  cves: [
    ROWS,
    { ...ROWS, coverage: {} },
    { ...ROWS, total: 1, coverage: COVERAGE },
    ...lacking(CVE).map((page) => ({ ...page, coverage: COVERAGE })),
  ],
  groups: [
    {},
    { total: 2, groups: [] },
    { total: 1, groups: [{ value: 'x' }] },
    { total: 1, groups: [{ value: 'x', nodes: 1, findings: 0, verdicts: VERDICTS }] },
  ],
  values: [{}, [{ value: 'x' }], [{ count: 1 }]],
  node: [{}, { ...NODE, findings: [], instanceId: 'i-2' }, NODE, { ...NODE, findings: [{}] }],
};
const ARGUMENTS = { groups: ['nodes', 'name'], values: ['nodes', 'name'], node: ['a/eu', 'i-1'] };

for (const [ask, answers] of Object.entries(WRONG))
  test(`an answer that does not fit ${ask} is an error, never an empty answer`, async () => {
    for (const answer of answers) {
      const error = await failureOf(
        (source) => source[ask](...(ARGUMENTS[ask] ?? [])),
        () => answered(answer),
      );
      const { code, message } = error;
      assert.equal(code, 'malformed-response', `${message} for ${JSON.stringify(answer)}`);
    }
  });

test('answers that fit are taken', async () => {
  const fitting = {
    summary: SUMMARY,
    findings: oneOf(FINDING),
    patches: oneOf(PATCH),
    cves: { ...oneOf(CVE), coverage: COVERAGE },
  };
  for (const [ask, answer] of Object.entries(fitting)) {
    const source = remoteSource(ADDRESS, async () => answered(answer));
    assert.equal((await source[ask]()).total, answer.total, ask);
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
  const expected = { ...node, readAt: new Date(node.readAt) };
  assert.deepEqual(await source.node('a/eu', 'i-1'), expected);
});
