/** `--fail-on`: which rows end a command with exit code 3, and which rows it cannot decide. */
import { UsageError } from './command-error.js';
import { EXIT } from './exit-codes.js';
import { blindNotes, countOf, partialNotes } from './output/notes.js';
import { rowsOf } from './output/fleet-answer.js';
import { absentColumn, filterIn } from './query.js';

export const FAIL_ON_OPTIONS = {
  'fail-on': { type: 'string', multiple: true, default: [] },
  'allow-partial': { type: 'boolean', default: false },
};

export const FAIL_ON_HELP = `For a gate:
  --fail-on FILTER       exit 3 if an open patch, or a node, fulfils the filter and no exception
                         covers it; several: again. Exit 2 if an age is not known
  --allow-partial        do not exit 4 if a part of the fleet could not be read
`;

/** Rows that are named. The others are counted. */
const NAMED = 20;
/** Rows of which each is asked whether it is undecided. */
const ASKED = 500;

/** Properties of findings. All others that a filter of nodes takes are of nodes. */
export const FINDING_PROPERTIES = [
  'kb',
  'title',
  'classification',
  'severity',
  'complianceLevel',
  'state',
  'cves',
  'kev',
  'epss',
  'firstSeen',
  'ageIsLowerBound',
  'age',
  'released',
  'due',
  'overdue',
  'exception',
];
/** Properties that may be known as a bound only. */
const BOUNDS = ['age', 'oldestOpen', 'nonCompliantSince'];
/** Properties of nodes that are about open patches, which exceptions can cover. */
const OF_OPEN_PATCHES = [
  'missing',
  'failed',
  'pendingReboot',
  'rejected',
  'availableSecurityUpdates',
  'criticalNonCompliant',
  'securityNonCompliant',
  'otherNonCompliant',
  'nonCompliantSince',
  'oldestOpen',
];
/** Of a node with this verdict, exceptions cover all that is open. */
const NOT_ALL_EXCEPTED = { property: 'verdict', operator: '!=', value: 'excepted' };
/** An absent value fulfils no operator but the negative ones, and each text begins with the empty one. */
const NOT_EXCEPTED = { property: 'exception', operator: '!^', value: '' };

const NO_NODE = '--fail-on: there is no node in these accounts and Regions, so nothing was checked';

/** @typedef {{ text: string, parts: { table: 'nodes' | 'findings', filter: import('patchlens/fleet').Filter }[] }} Gate */

/**
 * @param {string[]} texts
 * @returns {Gate[]}
 * @throws {UsageError} before anything is read
 */
export function gatesOf(texts) {
  return texts.map((text) => {
    // Nodes have all properties, their own and those of findings.
    const filter = filterIn('fail-on', text, 'nodes');
    if (filter.tokens.length === 0 && !filter.text) throw new UsageError('--fail-on: the filter is empty');
    return { text, parts: partsOf(filter) };
  });
}

/**
 * A filter with a property of findings asks about findings, any other one about nodes: a node of which
 * nothing is known has no findings and would pass. With OR and with free text, both tables can have matches.
 */
function partsOf(filter) {
  const { tokens, operation, text } = filter;
  const isOfFinding = ({ property }) => FINDING_PROPERTIES.includes(property);
  if (operation === 'or') {
    const [ofFindings, ofNodes] = [true, false].map((it) => tokens.filter((one) => isOfFinding(one) === it));
    return [
      ...ofFindings.map((token) => partOf('findings', [token])),
      ...ofNodes.map((token) => partOf('nodes', [token])),
      ...(text ? [partOf('findings', [], text), partOf('nodes', [], text)] : []),
    ];
  }
  if (tokens.some(isOfFinding)) return [partOf('findings', tokens, text)];
  return [...(text ? [partOf('findings', tokens, text)] : []), partOf('nodes', tokens, text)];
}

function partOf(table, tokens, text) {
  const filter = { operation: 'and', tokens: [...tokens, ...exceptionsFor(table, tokens)], ...(text && { text }) };
  return { table, filter };
}

/** A filter with a verdict has said what it means by excepted nodes. */
function exceptionsFor(table, tokens) {
  if (table === 'findings') return [NOT_EXCEPTED];
  const asksFor = (properties) => tokens.some(({ property }) => properties.includes(property));
  return asksFor(OF_OPEN_PATCHES) && !asksFor(['verdict']) ? [NOT_ALL_EXCEPTED] : [];
}

/**
 * Says on standard error what fulfils the filters and what was not read.
 *
 * @param {import('patchlens/fleet').Fleet} fleet
 * @param {Gate[]} gates
 * @param {{ allowPartial: boolean }} options
 * @param {import('./console.js').Console} console
 * @returns {Promise<number>} the exit code
 */
export async function judged(fleet, gates, { allowPartial }, console) {
  const verdicts = [];
  for (const gate of gates) verdicts.push(await verdictOn(fleet, gate, console));
  const isEmpty = gates.length > 0 && fleet.nodeCount === 0;
  const partial = [...partialNotes(fleet), ...(isEmpty ? [NO_NODE] : [])];
  for (const note of partial) await console.error(note);
  if (verdicts.some(({ matched }) => matched > 0)) return EXIT.matched;
  if (verdicts.some(({ undecided, isUnknown }) => undecided > 0 || isUnknown)) return EXIT.usage;
  const isPartial = partial.length > 0 || verdicts.some(({ isBlind }) => isBlind);
  return isPartial && !allowPartial ? EXIT.partial : EXIT.ok;
}

async function verdictOn(fleet, { text, parts }, console) {
  const found = { matched: new Map(), undecided: 0, isBlind: false, isUnknown: false };
  const count = { matched: 0 };
  for (const { table, filter } of parts) {
    const absent = absentColumn(fleet, filter);
    if (absent) await console.error(`--fail-on ${text}: no node has the column ${absent}`);
    found.isUnknown ||= absent !== undefined;
    if (absent) continue;
    const { total, undecided } = fleet[table]({ filter, limit: 0 });
    count.matched += total;
    found.undecided += undecided;
    for (const row of rowsOf(fleet, table, { filter, limit: NAMED })) found.matched.set(nameOf(row), row);
    if (undecided > 0) await console.error(undecidedWords(fleet, text, { table, filter, undecided }));
    const asksForCve = filter.tokens.some(({ property }) => property === 'cves');
    const blind = asksForCve ? blindNotes(fleet.summary().coverage) : [];
    for (const note of blind) await console.error(note);
    found.isBlind ||= blind.length > 0;
  }
  if (count.matched > 0) await console.error(matchedWords(text, found.matched, count.matched));
  const { undecided, isBlind, isUnknown } = found;
  return { matched: count.matched, undecided, isBlind, isUnknown };
}

function matchedWords(text, named, count) {
  const names = [...named.keys()].slice(0, NAMED).map((name) => `  ${name}`);
  const rest = count - names.length;
  const more = rest > 0 ? [`  and ${countOf(rest, 'more row')}`] : [];
  return [`--fail-on ${text}: ${countOf(count, 'row')}`, ...names, ...more].join('\n');
}

function undecidedWords(fleet, text, part) {
  const names = undecidedRows(fleet, part).slice(0, NAMED);
  const rest = part.undecided - names.length;
  return [
    `--fail-on ${text}: ${countOf(part.undecided, 'row')} cannot be decided, because the age is only known as`,
    `“at least”. A history decides it: --previous with a snapshot that is older than the age`,
    ...names.map((name) => `  ${name}`),
    ...(rest > 0 ? [`  and ${countOf(rest, 'more row')}`] : []),
  ].join('\n');
}

/** The names of rows that the filter, with each of them alone, cannot decide. */
function undecidedRows(fleet, { table, filter }) {
  const tokens = filter.tokens.filter(({ property }) => !BOUNDS.includes(property));
  const candidates = rowsOf(fleet, table, { filter: { ...filter, tokens }, limit: ASKED });
  const isUndecided = (row) => {
    const alone = { ...filter, tokens: [...filter.tokens, ...identityOf(row, table)] };
    return fleet[table]({ filter: alone, limit: 0 }).undecided > 0;
  };
  const names = [];
  for (const row of candidates) {
    if (names.length === NAMED) break;
    if (isUndecided(row)) names.push(nameOf(row));
  }
  return names;
}

function identityOf(row, table) {
  const members = ['scopeId', 'instanceId', ...(table === 'findings' ? ['kb', 'title', 'state'] : [])];
  return members.map((property) => ({ property, operator: '=', value: row[property] }));
}

function nameOf({ scopeId, instanceId, name, kb, title, severity, verdict, reason }) {
  const node = [scopeId, instanceId, name].filter(Boolean).join(' ');
  if (kb === undefined) return `${node}: ${verdict}, ${reason}`;
  const patch = [kb, title === kb ? undefined : title].filter(Boolean).join(' ');
  return `${node}: ${patch}${severity ? ` (${severity})` : ''}`;
}
