/** What changed between two fleets. */
import { OPEN_COUNTS } from './node.js';
import { VERDICTS } from './rules.js';

/**
 * @param older, newer `{ scopes, entries, scannedAt }`: the ids of the scopes read, and node entries
 * @param query `(entries, query) => Rows` over findings
 */
export function diff(older, newer, query) {
  const pairs = pair(older, newer);
  const compared = pairs.filter(isCompared);
  const rows = rowsOf(compared, pairs);
  return {
    from: new Date(older.scannedAt),
    to: new Date(newer.scannedAt),
    opened: rows.opened.length,
    closed: rows.closed.length,
    stillOpen: rows.stillOpen.length,
    newNodes: pairs.filter(({ isNew }) => isNew).length,
    goneNodes: pairs.filter(({ isGone }) => isGone).length,
    notCompared: pairs.filter(isNotCompared).length,
    verdictChanges: verdictChanges(pairs.filter(isInBoth)),
    rows: (kind, asked) => query(rows[kind], asked),
    free() {},
  };
}

function pair(older, newer) {
  const before = new Map(older.entries.map((entry) => [entry.node.key, entry]));
  const after = new Map(newer.entries.map((entry) => [entry.node.key, entry]));
  const keys = new Set([...after.keys(), ...before.keys()]);
  return [...keys].map((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    const { scopeId } = (is ?? was).node;
    const isScopeRead = older.scopes.has(scopeId) && newer.scopes.has(scopeId);
    return { was, is, isScopeRead, isNew: isScopeRead && !was, isGone: isScopeRead && !is };
  });
}

const isInBoth = ({ was, is, isScopeRead }) => was && is && isScopeRead;
const areFindingsRead = ({ was, is }) =>
  [was, is].every(({ node }) => knowsFindings(node) && !node.stateFailed && !node.findingsFailed);

/** Read without a filter, or as many as the counts say, or counts that say that there are none. */
function knowsFindings(node) {
  if (node.findingsReadAt !== undefined && node.isReadCompletely) return true;
  return OPEN_COUNTS.every(({ state, member }) => {
    const found = [...node.findings.values()].filter((finding) => finding.state === state);
    const known = node.findingsReadAt === undefined ? 0 : found.length;
    return node.state?.[member] !== undefined && node.state[member] <= known;
  });
}
const isCompared = (one) => isInBoth(one) && areFindingsRead(one);
const isNotCompared = (one) => !one.isScopeRead || (isInBoth(one) && !areFindingsRead(one));

function rowsOf(compared, pairs) {
  const rows = { opened: [], closed: [], stillOpen: [] };
  for (const { was, is } of compared) {
    for (const entry of is.findings)
      rows[was.node.findings.has(entry.patch.key) ? 'stillOpen' : 'opened'].push(entry);
    rows.closed.push(...was.findings.filter(({ patch }) => !is.node.findings.has(patch.key)));
  }
  for (const { is, isNew } of pairs) if (isNew) rows.opened.push(...is.findings);
  return rows;
}

function verdictChanges(pairs) {
  const changes = new Map();
  for (const { was, is } of pairs) {
    const [from, to] = [was.row.verdict, is.row.verdict];
    if (from === to) continue;
    const change = changes.get(`${from} ${to}`) ?? { from, to, nodes: 0 };
    changes.set(`${from} ${to}`, { ...change, nodes: change.nodes + 1 });
  }
  const rank = ({ from, to }) => VERDICTS.indexOf(from) * VERDICTS.length + VERDICTS.indexOf(to);
  return [...changes.values()].sort((one, other) => rank(one) - rank(other));
}
