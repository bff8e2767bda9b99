import { DEFAULT_LIMIT } from './protocol.js';
import { dateMembers } from './rows.js';
import { withError } from './scan-error.js';

/** An instant in UTC, as `toISOString` writes it. */
const INSTANT = /^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const NODE = ['scopeId', 'instanceId', 'region'];
const COUNTS = ['nodes', 'findings'];
const isText = (value) => typeof value === 'string';
const isFlag = (value) => typeof value === 'boolean';
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;

/** The members that every row of a table has, with what each must be. */
const MEMBERS = {
  nodes: [
    [isText, [...NODE, 'verdict', 'reason', 'reasonCode', 'readAt']],
    [isFlag, ['stale']],
  ],
  findings: [
    [isText, [...NODE, 'kb', 'title', 'state', 'firstSeen']],
    [Array.isArray, ['cves']],
    [isFlag, ['ageIsLowerBound']],
    [Number.isFinite, ['age']],
  ],
  patches: [
    [isText, ['id', 'kb', 'title', 'firstSeen']],
    [Array.isArray, ['cves']],
    [isCount, ['nodes', 'failed', 'excepted']],
  ],
  cves: [
    [isText, ['cve', 'firstSeen']],
    [isCount, ['nodes', 'patches']],
  ],
};
/** The same of a summary. A number that is absent would read as none. */
const SUMMARY = [
  [isCount, [...COUNTS, 'exceptedFindings', 'overdue', 'undecidedOverdue', 'patches', 'cves']],
  [isCount, ['endOfLife', 'failedScopes', 'failedNodes']],
  [isObject, ['unreported', 'bySeverity', 'byComplianceLevel', 'byState']],
];
const VERDICTS = ['non-compliant', 'unreported', 'stale', 'excepted', 'stopped', 'compliant'];

/**
 * The readers of answers: each checks what came, and returns it as a local source does. The second
 * parameter is the input of the question.
 *
 * @type {Record<string, (answer: unknown, input: object) => unknown>}
 * @throws {TypeError} for an answer that does not fit the question
 */
export const READ = {
  describe({ scopes, scannedAt, complete, can, maxLimit, scanning }) {
    expect(Array.isArray(scopes), 'scopes');
    for (const scope of scopes) has(scope, [[isText, ['id', 'region']]]);
    expect(typeof complete === 'boolean', 'complete');
    expect(Array.isArray(can), 'can');
    expect(maxLimit === undefined || (isCount(maxLimit) && maxLimit > 0), 'maxLimit');
    if (scanning !== undefined) for (const scope of scanning.scopes) has(scope, [[isText, ['scopeId']]]);
    const most = {
      ...(maxLimit !== undefined && { maxLimit }),
      ...(scanning && { scanning: dated(scanning) }),
    };
    const found = { scopes: scopes.map(dated).map(withError), complete, can, ...most };
    return scannedAt === undefined ? found : { ...found, ...dated({ scannedAt }) };
  },
  summary(answer) {
    has(answer, SUMMARY);
    judged(answer);
    covered(answer);
    return dated(answer);
  },
  nodes: (answer, query) => rows('nodes', answer, query),
  findings: (answer, query) => rows('findings', answer, query),
  patches: (answer, query) => rows('patches', answer, query),
  cves(answer, query) {
    covered(answer);
    return rows('cves', answer, query);
  },
  node(answer, { scopeId, instanceId }) {
    if (answer === null) return undefined;
    has(answer, MEMBERS.nodes);
    expect(answer.scopeId === scopeId && answer.instanceId === instanceId, 'instanceId');
    expect(Array.isArray(answer.findings), 'findings');
    for (const finding of answer.findings) has(finding, MEMBERS.findings);
    answer.findings.forEach(dated);
    return dated(answer);
  },
  groups(answer, { query }) {
    page(answer, 'groups', query);
    for (const group of answer.groups) {
      has(group, [[isText, ['value']], [isCount, COUNTS]]);
      judged(group);
    }
    return answer;
  },
  values(answer, { limit }) {
    expect(Array.isArray(answer) && answer.length <= limit, 'values');
    for (const value of answer) {
      has(value, [[isText, ['value']], [isCount, ['count']]]);
    }
    return answer;
  },
};

function rows(table, answer, query) {
  page(answer, 'rows', query);
  has(answer, [[isCount, ['undecided']]]);
  for (const row of answer.rows) has(row, MEMBERS[table]);
  answer.rows.forEach(dated);
  return answer;
}

/** A page has all rows that there are, so that a server cannot hide some. */
function page(answer, name, { offset, limit }) {
  has(answer, [[isCount, ['total']]]);
  expect(Array.isArray(answer[name]), name);
  const most = Number.isSafeInteger(limit) ? limit : DEFAULT_LIMIT;
  const left = Math.max(0, answer.total - (Number.isSafeInteger(offset) ? offset : 0));
  const [wanted, got] = [Math.min(most, left), answer[name].length];
  if (wanted !== got) throw new TypeError(`${name}: expected ${wanted}, but got ${got}`);
}

function covered({ coverage }) {
  expect(isObject(coverage) && Array.isArray(coverage.blindPlatforms), 'coverage');
  has(coverage, [[isCount, ['findings', 'withCves']]]);
}

/** Every node has one verdict, so that none is missing from the six numbers. */
function judged({ verdicts, nodes }) {
  has(verdicts, [[isCount, VERDICTS]]);
  expect(VERDICTS.reduce((sum, name) => sum + verdicts[name], 0) === nodes, 'verdicts');
}

/** @param {[(value: unknown) => boolean, string[]][]} members what each must be, by name */
function has(value, members) {
  expect(isObject(value), 'a member');
  for (const [is, names] of members) for (const name of names) expect(is(value[name]), name);
}

/** Turns the dates of a row into `Date`s, in place. */
function dated(row) {
  for (const name of dateMembers(row)) {
    expect(typeof row[name] === 'string' && INSTANT.test(row[name]), name);
    row[name] = new Date(row[name]);
    expect(!Number.isNaN(row[name].getTime()), name);
  }
  return row;
}

function isObject(value) {
  return Object(value) === value;
}

function expect(holds, name) {
  if (!holds) throw new TypeError(`${name} is missing or wrong`);
}
