/** The rows of patches and CVEs: findings chosen, gathered, and filtered as finished rows. */
import { findingHolds, hasText, isEmpty, tokenHolds } from './filter.js';
import { gravest } from './rules.js';
import { compareText } from './text.js';
import { and, or } from './token.js';
import { present } from './view.js';

/**
 * @param findings entries of all open findings
 * @param lists what the reader's lists say of CVEs
 * @returns `{ matching, undecided }` of entries `{ row, findings }`
 */
export function aggregate(table, filter, findings, lists) {
  const gather = GATHER[table];
  const truth = new Map(findings.map((entry) => [entry, findingTruth(filter, entry)]));
  const result = { matching: [], undecided: [] };
  for (const [key, members] of gather.groups(findings)) {
    const join = filter.isOr ? byAny : byAll;
    const [outcome, entry] = join(filter, members, truth, (counted) =>
      gather.row(key, counted, lists),
    );
    if (outcome === true) result.matching.push(entry);
    if (outcome === undefined) result.undecided.push(entry);
  }
  result.matching.sort((one, other) => gather.compare(one.row, other.row));
  return result;
}

/** Of the tokens on nodes and findings alone. */
function findingTruth({ isOr, node, finding }, entry) {
  return findingHolds({ isOr, own: [], node, finding, text: '' }, entry);
}

/** `and`: the tokens on nodes and findings choose which findings count. */
function byAll(filter, members, truth, makeRow) {
  const certain = members.filter((entry) => truth.get(entry) === true);
  const undecided = members.filter((entry) => truth.get(entry) === undefined);
  const counted = certain.length > 0 ? certain : undecided;
  if (counted.length === 0) return [false];
  const entry = { row: makeRow(counted), findings: counted };
  const isOwn = and(ownTruths(filter, entry));
  return [isOwn && certain.length === 0 ? undefined : isOwn, entry];
}

/** `or`: all findings count. */
function byAny(filter, members, truth, makeRow) {
  const entry = { row: makeRow(members), findings: members };
  if (isEmpty(filter)) return [true, entry];
  const hasOthers = filter.node.length + filter.finding.length > 0;
  const others = hasOthers ? members.map((one) => truth.get(one)) : [];
  return [or([...ownTruths(filter, entry), ...others]), entry];
}

function ownTruths(filter, entry) {
  const truths = filter.own.map((token) => tokenHolds(token, entry));
  return filter.text === '' ? truths : [...truths, hasText(filter, entry)];
}

function groupBy(findings, keysOf) {
  const groups = new Map();
  for (const entry of findings)
    for (const key of keysOf(entry)) groups.set(key, [...(groups.get(key) ?? []), entry]);
  return groups;
}

const distinct = (values) => new Set(values).size;
const nodesOf = (findings) => distinct(findings.map(({ nodeEntry }) => nodeEntry));
const earliest = (findings) =>
  new Date(Math.min(...findings.map(({ row }) => row.firstSeen.getTime())));

function patchRow(patch, findings) {
  return present({
    id: String(patch.order),
    kb: patch.kb,
    title: patch.title,
    classification: patch.classification,
    severity: patch.severity,
    cves: [...patch.cves],
    kev: findings[0].row.kev,
    epss: findings[0].row.epss,
    nodes: nodesOf(findings),
    failed: findings.filter((entry) => entry.row.state === 'Failed').length,
    excepted: findings.filter((entry) => entry.row.exception !== undefined).length,
    firstSeen: earliest(findings),
    released: findings[0].row.released,
  });
}

const cveRow = (cve, findings, lists) =>
  present({
    cve,
    nodes: nodesOf(findings),
    patches: distinct(findings.map(({ patch }) => patch)),
    severity: gravest(findings.map(({ patch }) => patch.severity)),
    firstSeen: earliest(findings),
    kev: lists.kev([cve]),
    epss: lists.epss([cve]),
  });

const GATHER = {
  patches: {
    groups: (findings) => groupBy(findings, ({ patch }) => [patch]),
    row: patchRow,
    compare: (one, other) => Number(one.id) - Number(other.id),
  },
  cves: {
    groups: (findings) => groupBy(findings, ({ patch }) => patch.cves),
    row: cveRow,
    compare: (one, other) => compareText(one.cve, other.cve),
  },
};
