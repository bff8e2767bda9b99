/** Random questions to a fleet: filters of all tables, operators and types, sorts, pages. */
import * as words from './words.js';

const TEXT = ['=', '!=', ':', '!:', '^', '!^', '<', '<=', '>', '>='];
const ORDERED = ['=', '!=', '<', '<=', '>', '>='];
const DATES = [
  '2026-01-28', '2026-01-29', '2026-01-30', '2026-01-31', '2026-02-01', '2026-01-31T00:00:00Z', '2023-10-10',
  '2026-01-30T20:00:00Z', '2026-01-31T02:00:00+02:00', '2025-12-31T23:59:59.999Z', '2027-01-01',
];
const DAYS = ['0', '1', '2', '3', '7', '1.5', '-1', '24h', '36h', '2d', '7d', '1e1'];

const texts = (values) => ({ operators: TEXT, values });
const ordered = (values) => ({ operators: ORDERED, values });
const FLAG = { operators: ['=', '!='], values: ['true', 'false'] };
const NUMBER = ordered(['0', '1', '2', '3', '12', '0.5', '-1', '1e0']);

const NODE = {
  scopeId: texts(words.SCOPES),
  instanceId: texts(['i-00000000', 'I-00000001', '0001', 'i-']),
  name: texts(words.NAMES),
  account: texts(['111122223333', 'org/a', '1111']),
  region: texts(['eu-central-1', 'EU-', '', 'us']),
  platform: texts(words.PLATFORMS.map(([name]) => name ?? 'linux')),
  platformVersion: texts(['18.04', '2', '10.0']),
  platformType: texts(['Linux', 'WINDOWS']),
  patchGroup: texts(words.GROUPS),
  baselineId: texts(words.BASELINES),
  baselineName: texts(['Default', 'custom']),
  'tag.Owner': texts(words.OWNERS),
  'tag.Cost Center': texts(words.NAMES),
  'tag.None': texts(['', 'x']),
};
const NODE_ONLY = {
  verdict: texts([...words.VERDICTS, 'Compliant', 'other']),
  reasonCode: texts(words.REASON_CODES),
  stale: FLAG,
  readAt: ordered(DATES),
  computerName: texts(words.NAMES),
  ipAddress: texts(['10.0.0.1', '10.']),
  agentVersion: texts(['3.1.0.0']),
  pingStatus: texts(['online']),
  instanceState: texts(['RUNNING', 'stopped']),
  missing: NUMBER,
  failed: NUMBER,
  pendingReboot: NUMBER,
  rejected: NUMBER,
  installed: NUMBER,
  installedOther: NUMBER,
  notApplicable: ordered(['700', '7e2']),
  availableSecurityUpdates: NUMBER,
  criticalNonCompliant: NUMBER,
  securityNonCompliant: NUMBER,
  otherNonCompliant: NUMBER,
  operation: texts(['scan', 'Install']),
  lastOperation: ordered(DATES),
  scanAge: ordered(DAYS),
  nonCompliantSince: ordered(DATES),
  oldestOpen: ordered(DATES),
  endOfLife: ordered(DATES),
};
const FINDING_ONLY = {
  kb: texts(words.KBS),
  title: texts(words.TITLES),
  classification: texts(words.CLASSIFICATIONS),
  severity: texts(words.SEVERITIES),
  complianceLevel: texts(['CRITICAL', 'high', 'MEDIUM', 'UNSPECIFIED']),
  state: texts(words.STATES),
  cves: texts([...words.CVES, 'CVE-2024']),
  kev: FLAG,
  epss: ordered(['0', '0.00123', '0.5', '0.9', '1', '2']),
  firstSeen: ordered(DATES),
  ageIsLowerBound: FLAG,
  age: ordered(DAYS),
  released: ordered(DATES),
  due: ordered(DATES),
  overdue: FLAG,
  exception: texts(['x-0', 'x-1']),
};
const { kb, title, classification, severity, cves, kev, epss, firstSeen, released } = FINDING_ONLY;
const PATCH = { kb, title, classification, severity, cves, kev, epss, nodes: NUMBER, failed: NUMBER, excepted: NUMBER, firstSeen, released };
const CVE = { cve: cves, nodes: NUMBER, patches: NUMBER, severity, firstSeen, kev, epss };

const EVERYTHING = { ...NODE, ...NODE_ONLY, ...FINDING_ONLY };
/** What filters may name, and what sorts, groups, values and columns may name. */
const FILTERED = {
  nodes: EVERYTHING,
  findings: EVERYTHING,
  patches: { ...EVERYTHING, ...PATCH },
  cves: { ...EVERYTHING, ...CVE },
};
const MEMBERS = { nodes: { ...NODE, ...NODE_ONLY }, findings: EVERYTHING, patches: PATCH, cves: CVE };
const TABLES = Object.keys(FILTERED);

export function generateQuestions(random) {
  const questions = [
    ...TABLES.flatMap((table) => random.times(1, 2, () => rows(random, table))),
    ...random.times(1, 2, () => exported(random)),
    groups(random),
    values(random),
    { ask: 'summary', query: { filter: filter(random, 'nodes') } },
    { ask: 'diff', of: 'history', ...diff(random) },
    { ask: 'diff', of: 'scans', ...diff(random) },
    { ask: 'filterText', table: random.pick(TABLES), text: filterText(random) },
  ];
  const table = random.pick(TABLES);
  return [...questions, { ask: 'formatFilter', table, filter: filter(random, table) }];
}

const diff = (random) => ({
  kind: random.pick(['opened', 'closed', 'stillOpen']),
  query: query(random, 'findings'),
});

const rows = (random, table) => ({ ask: table, query: query(random, table) });

const groups = (random) => {
  const table = random.pick(TABLES);
  return { ask: 'groups', table, by: member(random, table), query: query(random, table) };
};

const values = (random) => {
  const table = random.pick(TABLES);
  const prefix = random.pick([undefined, '', 'k', 'C', 'ſ', '2', 'i-0']);
  return { ask: 'values', table, property: member(random, table), prefix, limit: random.pick([undefined, 1, 3]) };
};

function exported(random) {
  const table = random.pick(TABLES);
  const columns = random.chance(0.8) ? random.times(1, 5, () => member(random, table)) : undefined;
  const ask = random.pick(['csv', 'ndjson']);
  const options = { columns, header: random.pick([undefined, 'members', 'aws']), bom: random.chance(0.2) };
  return { ask, table, query: query(random, table), options: ask === 'csv' ? options : { columns } };
}

const member = (random, table) =>
  random.chance(0.02) ? 'nothing' : random.pick(Object.keys(MEMBERS[table]));

function query(random, table) {
  const sort = random.times(0, 2, () => ({
    property: member(random, table),
    ...(random.chance(0.5) && { descending: random.chance(0.7) }),
  }));
  return {
    ...(random.chance(0.8) && { filter: filter(random, table) }),
    ...(sort.length > 0 && { sort }),
    ...(random.chance(0.3) && { offset: random.int(0, 3) }),
    ...(random.chance(0.3) && { limit: random.int(0, 5) }),
  };
}

function filter(random, table) {
  const names = random.chance(0.25) ? ['kb', 'title', 'severity', 'state', 'cves'] : undefined;
  const tokens = random.pick([[], [0], [0], [0, 0], [0, 0, 0]]).map(() => token(random, table, names));
  return {
    ...(random.chance(0.6) && { operation: random.pick(['and', 'or']) }),
    tokens,
    ...(random.chance(0.2) && { text: mangled(random, random.pick([...words.NAMES, ...words.TITLES])) }),
  };
}

/** Some filters have several tokens on findings, since one finding must then fulfil all of them. */
function token(random, table, names) {
  const property = names ? random.pick(names) : pickProperty(random, Object.keys(FILTERED[table]));
  const { operators, values: known } = FILTERED[table][property] ?? NODE.name;
  const operator = random.chance(0.01) ? random.pick(TEXT) : random.pick(operators);
  const isMany = !/[<>]/.test(operator) && random.chance(0.3);
  const one = () => (operators === TEXT ? mangled(random, random.pick(known)) : wrongAtTimes(random, known));
  return { property, operator, value: isMany ? random.times(0, 3, one) : one() };
}

const BOUNDED = ['age', 'overdue', 'due', 'nonCompliantSince', 'oldestOpen'];

/** More often one that can be undecided; at times one that is none. */
function pickProperty(random, names) {
  if (random.chance(0.01)) return random.pick(['nothing', 'tags', '']);
  return random.pick(random.chance(0.15) ? BOUNDED : names);
}

const wrongAtTimes = (random, known) =>
  random.chance(0.01) ? random.pick(['', 'x', '1,5', '2026-02-30']) : random.pick(known);

/** A part of a text, in another case at times. */
function mangled(random, text) {
  if (random.chance(0.5)) return text.toWellFormed();
  const points = [...text];
  const start = random.int(0, points.length);
  const part = points.slice(start, random.int(start, points.length)).join('').toWellFormed();
  return random.pick([part, part.toUpperCase(), part.toLowerCase()]);
}

const PARTS = [
  'verdict', 'title', 'tag.Owner', '"tag.Cost Center"', '=', '!=', ':', '!:', '^', '!^', '<', '>=', ',', ' ', ' ',
  ' | ', '|', '"', '""', '"a b"', 'web', '!', 'x,y', '\t', '\n', 'stale=true', 'kb=KB1,"a,b"', 'name:ſ', '🦀',
];
const filterText = (random) => random.times(0, 7, () => random.pick(PARTS)).join('');
