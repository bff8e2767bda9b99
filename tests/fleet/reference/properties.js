/** The properties of each table, with their types, in the contract's order. */
import { invalidInput } from './error.js';

const of = (type, names) => names.split(' ').map((name) => [name, type]);
const required = (pairs) => pairs.map(([name, type]) => [name, { type, isRequired: true }]);
const optional = (pairs) => pairs.map(([name, type]) => [name, { type }]);

const FACTS = [
  ...required(of('text', 'scopeId instanceId')),
  ...optional(of('text', 'name account')),
  ...required(of('text', 'region')),
  ...optional(
    of('text', 'platform platformVersion platformType patchGroup baselineId baselineName'),
  ),
  ['tags', { type: 'tags' }],
];

const NODE = [
  ...FACTS,
  ...required([
    ['verdict', 'verdict'],
    ['reason', 'text'],
    ['reasonCode', 'text'],
    ['stale', 'boolean'],
    ['readAt', 'date'],
  ]),
  ...optional([
    ...of('text', 'computerName ipAddress agentVersion pingStatus instanceState'),
    ...of('number', 'missing failed pendingReboot rejected installed installedOther notApplicable'),
    ...of('number', 'availableSecurityUpdates criticalNonCompliant securityNonCompliant'),
    ['otherNonCompliant', 'number'],
    ['operation', 'text'],
    ['lastOperation', 'date'],
    ['scanAge', 'days'],
    ...of('date', 'nonCompliantSince oldestOpen endOfLife'),
  ]),
];

/** What the reader's lists say. */
const LISTED = optional([
  ['kev', 'boolean'],
  ['epss', 'number'],
]);

const FINDING_ONLY = [
  ...required(of('text', 'kb title')),
  ...optional([
    ['classification', 'text'],
    ['severity', 'severity'],
    ['complianceLevel', 'severity'],
  ]),
  ...required([
    ['state', 'text'],
    ['cves', 'texts'],
  ]),
  ...LISTED,
  ...required([
    ['firstSeen', 'date'],
    ['ageIsLowerBound', 'boolean'],
    ['age', 'days'],
  ]),
  ...optional([
    ['released', 'date'],
    ['due', 'date'],
    ['overdue', 'boolean'],
    ['exception', 'text'],
  ]),
];

const PATCH = [
  ...required(of('text', 'id kb title')),
  ...optional([
    ['classification', 'text'],
    ['severity', 'severity'],
  ]),
  ...required([['cves', 'texts']]),
  ...LISTED,
  ...required([...of('number', 'nodes failed excepted'), ['firstSeen', 'date']]),
  ...optional([['released', 'date']]),
];

const CVE = [
  ...required([['cve', 'text'], ...of('number', 'nodes patches')]),
  ...optional([['severity', 'severity']]),
  ...required([['firstSeen', 'date']]),
  ...LISTED,
];

/** Members of a table's own rows. */
export const MEMBERS = {
  nodes: new Map(NODE),
  findings: new Map([...FACTS, ...FINDING_ONLY]),
  patches: new Map(PATCH),
  cves: new Map(CVE),
};

const FINDING_NAMES = new Set(FINDING_ONLY.map(([name]) => name));

/**
 * Where a filter on a table finds a property.
 *
 * @returns `{ level: 'own' | 'node' | 'finding', type }`
 */
export function filterProperty(table, property) {
  const own = ['patches', 'cves'].includes(table) ? MEMBERS[table].get(property) : undefined;
  if (own !== undefined) return { level: 'own', type: own.type };
  if (property.startsWith('tag.')) return { level: 'node', type: 'text' };
  const isFinding = FINDING_NAMES.has(property);
  const member = MEMBERS[isFinding ? 'findings' : 'nodes'].get(property);
  if (member === undefined || property === 'tags') throw unknown(table, property);
  return { level: isFinding ? 'finding' : 'node', type: member.type };
}

/** The type of a property that sorts, groups, values and columns of a table may name. */
export function rowType(table, property) {
  const hasNodes = ['nodes', 'findings'].includes(table);
  if (property === 'tags') throw unknown(table, property);
  if (hasNodes && property.startsWith('tag.')) return 'text';
  const member =
    MEMBERS[table].get(property) ??
    (table === 'findings' ? MEMBERS.nodes.get(property) : undefined);
  if (member === undefined) throw unknown(table, property);
  return member.type;
}

const unknown = (table, property) =>
  invalidInput(`The table of ${table} has no property "${property}"`);

/** The value of a property in an entry of any table. */
export function valueOf(entry, property) {
  const { row } = entry;
  if (property.startsWith('tag.')) return tagOf(row, property.slice(4));
  return row[property] === undefined ? entry.nodeEntry?.row[property] : row[property];
}

const tagOf = ({ tags = {} }, column) => (Object.hasOwn(tags, column) ? tags[column] : undefined);

export const isBounded = (entry, property) =>
  entry.bounded?.has(property) || entry.nodeEntry?.bounded.has(property) || false;
