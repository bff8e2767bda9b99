/** The rows of nodes and findings at one time, with what is only known as a bound. */
import { complianceLevel } from './baselines.js';
import { endOfLifeOf, matches } from './rules.js';
import { compareText, fold } from './text.js';
import { judge } from './verdict.js';
import { DAY_MS } from './wire.js';

/**
 * @param filterNodes `(filter, nodeEntries) => entries` that certainly match
 * @returns node entries `{ node, row, bounded, findings, isPastEndOfLife }`, in their default order;
 *   finding entries are `{ nodeEntry, patch, row, bounded }`
 */
export function view(store, { rules, exceptions, lists, now }, filterNodes) {
  const facts = { store, rules, lists, now };
  const plain = entries({ ...facts, covering: () => undefined });
  if (exceptions.length === 0) return plain;
  const active = exceptions.filter(({ end }) => now <= end);
  const places = active.map(({ where }) => {
    const chosen = where === undefined ? plain : filterNodes(where, plain);
    return new Set(chosen.map(({ node }) => node.key));
  });
  const covering = (node, { patch }) =>
    active.find((one, i) => places[i].has(node.key) && matches(one, patch))?.id;
  return entries({ ...facts, covering });
}

function entries(context) {
  return [...context.store.nodes.values()]
    .sort((one, other) => compareText(one.scopeId, other.scopeId) || compareText(one.id, other.id))
    .map((node) => nodeEntry(node, context));
}

function nodeEntry(node, context) {
  const { store, rules, now, covering } = context;
  const facts = {
    node,
    rules,
    now,
    baseline: store.baselineOf(node),
    isExplained: store.explanations.has(node.key),
    isExcepted: (finding) => covering(node, finding) !== undefined,
  };
  const entry = { node, bounded: new Set(), row: nodeRow(facts, context) };
  entry.findings = [...node.findings.values()]
    .sort((one, other) => one.patch.order - other.patch.order)
    .map((finding) => findingEntry(entry, finding, context));
  if (node.sinceIsBound) entry.bounded.add('nonCompliantSince');
  if (entry.findings.some(({ row }) => row.ageIsLowerBound)) entry.bounded.add('oldestOpen');
  const end = endOfLifeOf(rules, node.listing)?.end;
  entry.isPastEndOfLife = end !== undefined && now > end;
  return entry;
}

/** Removes members that are absent. */
export const present = (row) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));

const date = (ms) => (ms === undefined ? undefined : new Date(ms));

function nodeFacts(node, { store }) {
  const { account, region } = store.scopes.get(node.scopeId);
  const { name, platform, platformVersion, platformType } = node.listing ?? {};
  const { patchGroup, baselineId } = node.state ?? {};
  return {
    scopeId: node.scopeId,
    instanceId: node.id,
    name,
    account,
    region,
    platform,
    platformVersion,
    platformType,
    patchGroup,
    baselineId,
    baselineName: store.baselineOf(node)?.name,
    tags: node.tags.size > 0 ? Object.fromEntries(node.tags) : undefined,
  };
}

function nodeRow(facts, context) {
  const { node, rules, now } = facts;
  const { verdict, reason, reasonCode, stale } = judge(facts);
  const { computerName, ipAddress, agentVersion, pingStatus, instanceState } = node.listing ?? {};
  const state = node.state ?? {};
  const scanned = state.operationEnd;
  const firstSeen = [...node.findings.values()].map((finding) => finding.firstSeen);
  return present({
    ...nodeFacts(node, context),
    verdict,
    reason,
    reasonCode,
    stale,
    readAt: date(readAt(node, context.store)),
    computerName,
    ipAddress,
    agentVersion,
    pingStatus,
    instanceState,
    missing: state.missing,
    failed: state.failed,
    pendingReboot: state.pendingReboot,
    rejected: state.rejected,
    installed: state.installed,
    installedOther: state.installedOther,
    notApplicable: state.notApplicable,
    availableSecurityUpdates: state.availableSecurityUpdates,
    criticalNonCompliant: state.criticalNonCompliant,
    securityNonCompliant: state.securityNonCompliant,
    otherNonCompliant: state.otherNonCompliant,
    operation: state.operation,
    lastOperation: date(scanned),
    scanAge: scanned === undefined ? undefined : daysBetween(scanned, now),
    nonCompliantSince: date(node.since),
    oldestOpen: firstSeen.length > 0 ? date(Math.min(...firstSeen)) : undefined,
    endOfLife: endOfLifeOf(rules, node.listing)?.date,
  });
}

function readAt(node, store) {
  const { listingReadAt, stateReadAt, findingsReadAt, failedAt } = node;
  const explainedAt = store.explanations.get(node.key)?.readAt;
  const known = [listingReadAt, stateReadAt, findingsReadAt, explainedAt];
  const times = known.filter((one) => one !== undefined);
  return times.length > 0 ? Math.max(...times) : failedAt;
}

const daysBetween = (from, now) => Math.max(0, now - from) / DAY_MS;

function findingEntry(entry, finding, context) {
  const { store, rules, lists, now, covering } = context;
  const { patch, state, firstSeen, atFirst } = finding;
  const released = store.patches.released(patch);
  const isBound = atFirst && released === undefined;
  const from = released ?? firstSeen;
  const target = rules.targets.get(fold(patch.severity ?? ''));
  const due = target === undefined ? undefined : from + target * DAY_MS;
  const row = present({
    ...nodeFacts(entry.node, context),
    kb: patch.kb,
    title: patch.title,
    classification: patch.classification,
    severity: patch.severity,
    complianceLevel: complianceLevel(store.baselineOf(entry.node), patch),
    state,
    cves: [...patch.cves],
    kev: lists.kev(patch.cves),
    epss: lists.epss(patch.cves),
    firstSeen: date(firstSeen),
    ageIsLowerBound: isBound,
    age: daysBetween(from, now),
    released: date(released),
    due: date(due),
    overdue: overdue(due, isBound, now),
    exception: covering(entry.node, finding),
  });
  return { nodeEntry: entry, patch, row, bounded: boundsOf(row) };
}

/** True, false, or undefined where it is not known or cannot be. */
function overdue(due, isBound, now) {
  if (due === undefined) return undefined;
  if (due < now) return true;
  return isBound ? undefined : false;
}

/** What is only known as a bound; a finding without a target has no due date to be unsure of. */
function boundsOf({ ageIsLowerBound, due, overdue: isOverdue }) {
  if (!ageIsLowerBound) return new Set();
  if (due === undefined) return new Set(['age']);
  return new Set(['age', 'due', ...(isOverdue === undefined ? ['overdue'] : [])]);
}
