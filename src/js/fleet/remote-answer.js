import { DEFAULT_LIMIT } from './protocol.js';
import { dateMembers } from './rows.js';
import { withError } from './scan-error.js';

/** An instant in UTC, as `toISOString` writes it. */
const INSTANT = /^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
/** Texts that every row of a table has. */
const TEXTS = {
  nodes: ['scopeId', 'instanceId', 'region', 'verdict', 'reason', 'reasonCode'],
  findings: ['scopeId', 'instanceId', 'region', 'kb', 'title', 'state'],
  patches: ['id', 'kb', 'title'],
  cves: ['cve'],
};

/**
 * The readers of answers: each checks what came, and returns it as a local source does. The second
 * parameter is the input of the question.
 *
 * @type {Record<string, (answer: unknown, input: object) => unknown>}
 * @throws {TypeError} for what is not the answer to the question
 */
export const READ = {
  describe({ scopes, scannedAt, complete, can }) {
    expect(Array.isArray(scopes), 'scopes');
    for (const scope of scopes) texts(scope, ['id', 'region']);
    expect(typeof complete === 'boolean', 'complete');
    expect(Array.isArray(can), 'can');
    const found = { scopes: scopes.map(dated).map(withError), complete, can };
    return scannedAt === undefined ? found : { ...found, ...dated({ scannedAt }) };
  },
  summary(answer) {
    for (const name of ['nodes', 'findings', 'patches', 'cves']) counted(answer, name);
    expect(isObject(answer.verdicts), 'verdicts');
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
    texts(answer, TEXTS.nodes);
    expect(answer.scopeId === scopeId && answer.instanceId === instanceId, 'instanceId');
    expect(Array.isArray(answer.findings), 'findings');
    for (const finding of answer.findings) texts(finding, TEXTS.findings);
    answer.findings.forEach(dated);
    return dated(answer);
  },
  groups(answer, { query }) {
    page(answer, 'groups', query);
    for (const group of answer.groups) {
      texts(group, ['value']);
      counted(group, 'nodes');
      counted(group, 'findings');
    }
    return answer;
  },
  values(answer, { limit }) {
    expect(Array.isArray(answer) && answer.length <= limit, 'values');
    for (const value of answer) {
      texts(value, ['value']);
      counted(value, 'count');
    }
    return answer;
  },
};

function rows(table, answer, query) {
  page(answer, 'rows', query);
  counted(answer, 'undecided');
  for (const row of answer.rows) texts(row, TEXTS[table]);
  answer.rows.forEach(dated);
  return answer;
}

/** A page has all rows that there are, so that a server cannot hide some. */
function page(answer, name, { offset, limit }) {
  counted(answer, 'total');
  expect(Array.isArray(answer[name]), name);
  const most = Number.isSafeInteger(limit) ? limit : DEFAULT_LIMIT;
  const left = Math.max(0, answer.total - (Number.isSafeInteger(offset) ? offset : 0));
  const [wanted, got] = [Math.min(most, left), answer[name].length];
  if (wanted !== got) throw new TypeError(`${name}: expected ${wanted}, but got ${got}`);
}

function covered({ coverage }) {
  expect(isObject(coverage) && Array.isArray(coverage.blindPlatforms), 'coverage');
  counted(coverage, 'findings');
  counted(coverage, 'withCves');
}

function texts(value, names) {
  expect(isObject(value), 'a row');
  for (const name of names) expect(typeof value[name] === 'string', name);
}

function counted(value, name) {
  expect(Number.isSafeInteger(value?.[name]) && value[name] >= 0, name);
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
