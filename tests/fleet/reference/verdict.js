/** The verdict over a node: the first rule that holds. */
import { LEVELS, levelsOf, OPEN_COUNTS } from './node.js';
import { fold } from './text.js';
import { endOfLifeOf } from './rules.js';
import { DAY_MS, OPEN_STATES } from './wire.js';
import * as reasons from './reasons.js';

const PENDING = 'InstalledPendingReboot';
const STOPPED = ['stopped', 'stopping', 'terminated', 'shutting-down'];

/**
 * @param facts `{ node, baseline, isExplained, isExcepted(finding), rules, now }`
 * @returns `{ verdict, reasonCode, reason, stale }`
 */
export function judge(facts) {
  const [verdict, reasonCode, words] = firstRule(facts);
  const remark = reasons.updates(facts.node.state?.availableSecurityUpdates);
  const isSaid = remark === undefined || words.includes(remark);
  return {
    verdict,
    reasonCode,
    reason: isSaid ? words : `${words}; ${remark}`,
    stale: staleness(facts) !== undefined,
  };
}

function firstRule(facts) {
  for (const rule of [nonCompliant, unreported, stale, excepted, stopped]) {
    const found = rule(facts);
    if (found !== undefined) return found;
  }
  return ['compliant', 'nothing-open', reasons.nothingOpen()];
}

/** Also asked about the history of a node, with no exceptions. */
export function nonCompliant(facts) {
  const { node, baseline, rules, now } = facts;
  const open = openByState(facts);
  const [pending, others] = [open.get(PENDING) ?? 0, [...open].filter(([s]) => s !== PENDING)];
  const by = (code, words) => ['non-compliant', code, words];
  if (others.length > 0) return by('open-findings', reasons.open(open));
  if (sum(levelsOf(node.state)) > sum(openCounts(node)))
    return by('non-compliant-counts', reasons.levels(LEVELS, levelsOf(node.state)));
  const updates = node.state?.availableSecurityUpdates ?? 0;
  if (updates > 0 && baseline?.updatesCount)
    return by('available-security-updates', reasons.updates(updates));
  if (pending > 0) return by('pending-reboot-only', reasons.reboot(pending));
  const endOfLife = endOfLifeOf(rules, node.listing);
  if (endOfLife !== undefined && now > endOfLife.end)
    return by('end-of-life', reasons.endOfLife(node.listing, endOfLife.date));
  return undefined;
}

/** Per state what is open and not excepted, by findings and counts; states with none left out. */
function openByState({ node, isExcepted }) {
  const open = new Map();
  const add = (state, number) => open.set(state, (open.get(state) ?? 0) + number);
  for (const finding of node.findings.values()) if (!isExcepted(finding)) add(finding.state, 1);
  for (const [i, count] of openCounts(node).entries()) {
    const counted = isCurrent(node) ? known(node, OPEN_STATES[i]) : open.get(OPEN_STATES[i]) ?? 0;
    const excess = (count ?? 0) - counted;
    if (excess > 0) add(OPEN_STATES[i], excess);
  }
  return open;
}

const known = (node, state) =>
  [...node.findings.values()].filter((finding) => finding.state === state).length;

/** Whether the findings are of the operation of the counts. */
function isCurrent({ state, stateReadAt, findingsReadAt = -Infinity }) {
  return wholeSeconds(findingsReadAt) >= wholeSeconds(state?.operationEnd ?? stateReadAt ?? -Infinity);
}

const wholeSeconds = (ms) => Math.floor(ms / 1000);

/** Missing, Failed, pending reboot, rejected: as reported, else by complete findings. */
function openCounts(node) {
  return OPEN_COUNTS.map(({ state, member }) => {
    const fromFindings = node.isReadCompletely && isCurrent(node) ? known(node, state) : undefined;
    return node.state?.[member] ?? fromFindings;
  });
}

const sum = (counts) => counts.reduce((total, one) => total + (one ?? 0), 0);

function unreported(facts) {
  const { node, baseline, isExplained } = facts;
  const by = (code, words) => ['unreported', code, words];
  if (node.state === undefined) {
    if (node.stateFailed) return by('read-failed', reasons.readFailed('state', node.stateFailed));
    if (!node.wasAsked) return by('not-asked', reasons.notAsked());
    if (isExplained) return by('scanned-by-association', reasons.byAssociation());
    return by('never-scanned', reasons.neverScanned());
  }
  const absentOpen = absentNames(OPEN_COUNTS.map(({ wireName }) => wireName), openCounts(node));
  if (absentOpen.length > 0 && node.findingsFailed)
    return by('read-failed', reasons.readFailed('patches', node.findingsFailed));
  const absentLevels = absentNames(LEVELS, levelsOf(node.state));
  const isSome = absentLevels.length > 0 && absentLevels.length < LEVELS.length;
  const { availableSecurityUpdates } = node.state;
  // Only Windows has them.
  const mayHave = /^windows$/i.test(node.listing?.platformType ?? 'Windows');
  const absentUpdates = mayHave && baseline?.updatesCount && availableSecurityUpdates === undefined;
  const absent = [
    ...absentOpen,
    ...(isSome ? absentLevels : []),
    ...(absentUpdates ? ['AvailableSecurityUpdateCount'] : []),
  ];
  if (absent.length > 0) return by('counts-incomplete', reasons.incomplete(absent));
  return undefined;
}

const absentNames = (names, counts) => names.filter((_, i) => counts[i] === undefined);

function stale(facts) {
  const found = staleness(facts);
  return found && ['stale', ...found];
}

function staleness({ node, rules, now }) {
  const scanned = node.state?.operationEnd;
  if (scanned === undefined) return ['scan-time-unknown', reasons.scanTimeUnknown()];
  if (scanned > now + DAY_MS) return ['scan-time-unknown', reasons.scanInFuture()];
  if (now - scanned > rules.staleAfterMs)
    return ['scan-too-old', reasons.scanTooOld(now - scanned)];
  return undefined;
}

/** All open findings are excepted, or the node would be non-compliant. */
function excepted({ node }) {
  if (node.findings.size === 0) return undefined;
  return ['excepted', 'all-excepted', reasons.excepted(node.findings.size)];
}

function stopped({ node }) {
  const state = node.listing?.instanceState;
  if (state === undefined || !STOPPED.includes(fold(state))) return undefined;
  return ['stopped', 'instance-stopped', reasons.stopped(state)];
}
