/** One node: its facets and how a reading replaces them. */
import { count, OPEN_STATES, isOpen, optionalText, stateOf, time } from './wire.js';

export const LEVELS = [
  'CriticalNonCompliantCount',
  'SecurityNonCompliantCount',
  'OtherNonCompliantCount',
];
const COUNTS = {
  missing: 'MissingCount',
  failed: 'FailedCount',
  pendingReboot: 'InstalledPendingRebootCount',
  rejected: 'InstalledRejectedCount',
  installed: 'InstalledCount',
  installedOther: 'InstalledOtherCount',
  notApplicable: 'NotApplicableCount',
  availableSecurityUpdates: 'AvailableSecurityUpdateCount',
  criticalNonCompliant: 'CriticalNonCompliantCount',
  securityNonCompliant: 'SecurityNonCompliantCount',
  otherNonCompliant: 'OtherNonCompliantCount',
};

export const newNode = (scopeId, id) => ({
  scopeId,
  id,
  key: JSON.stringify([scopeId, id]),
  findings: new Map(),
  tags: new Map(),
  statesRead: 0,
  changedBack: false,
});

/** Whether a facet of this node may be replaced by a page read then. */
export const isLater = (node, facetReadAt, readAt) => (node[facetReadAt] ?? -Infinity) <= readAt;

export function readListing(node, item, readAt) {
  if (!isLater(node, 'listingReadAt', readAt)) return;
  node.listingReadAt = readAt;
  node.listing = {
    name: optionalText(item.Name),
    platform: optionalText(item.PlatformName),
    platformVersion: optionalText(item.PlatformVersion),
    platformType: optionalText(item.PlatformType),
    computerName: optionalText(item.ComputerName),
    ipAddress: optionalText(item.IPAddress),
    agentVersion: optionalText(item.AgentVersion),
    pingStatus: optionalText(item.PingStatus),
    instanceState: optionalText(item.InstanceState),
  };
}

export function readState(node, item, readAt) {
  if (!isLater(node, 'stateReadAt', readAt)) return;
  node.stateReadAt = readAt;
  node.statesRead += 1;
  delete node.stateFailed;
  const state = {
    patchGroup: optionalText(item.PatchGroup),
    baselineId: optionalText(item.BaselineId),
    operation: optionalText(item.Operation),
    operationStart: time(item.OperationStartTime),
    operationEnd: time(item.OperationEndTime),
    rebootOption: optionalText(item.RebootOption),
    snapshotId: optionalText(item.SnapshotId),
  };
  for (const [member, name] of Object.entries(COUNTS)) state[member] = count(item[name]);
  node.state = state;
  if (saysNothingIsOpen(state) && isLater(node, 'findingsReadAt', readAt))
    replaceFindings(node, [], undefined, readAt);
}

function saysNothingIsOpen(state) {
  const open = [state.missing, state.failed, state.pendingReboot, state.rejected];
  const levels = levelsOf(state);
  return open.every((one) => one === 0) && levels.every((one) => (one ?? 0) === 0);
}

export const levelsOf = (state) => [
  state?.criticalNonCompliant,
  state?.securityNonCompliant,
  state?.otherNonCompliant,
];

/** The wire's name of each open state's count. */
export const OPEN_COUNTS = OPEN_STATES.map((state) => ({
  state,
  member: { Missing: 'missing', Failed: 'failed', InstalledPendingReboot: 'pendingReboot' }[state]
    ?? 'rejected',
  wireName: `${state}Count`,
}));

/** A complete answer about a node that left it out. */
export function readSilence(node, readAt) {
  node.wasAsked = true;
  if (!isLater(node, 'stateReadAt', readAt)) return;
  node.stateReadAt = readAt;
  delete node.stateFailed;
  if (node.state === undefined) return;
  delete node.state;
  // What it had open went with its state.
  node.findings = new Map();
  delete node.findingsReadAt;
  node.isReadCompletely = false;
}

/**
 * The rows of a complete sequence of pages.
 *
 * @param rows `{ patch, state, readAt }` in their order
 * @param asked the states that were asked for; undefined: all; `'some'`: a part of unknown states
 */
export function replaceFindings(node, rows, asked, readAt) {
  if (!isLater(node, 'findingsReadAt', readAt)) return;
  const isFirst = node.findingsReadAt === undefined;
  const before = node.findings;
  const kept = [...before].filter(([, { state }]) => isKept(state, asked));
  node.findings = new Map(kept);
  for (const [key, row] of lastRows(rows)) {
    node.findings.delete(key);
    if (!isOpen(row.state)) continue;
    const known = before.get(key) ?? ratedOtherwise(before, row.patch);
    const { firstSeen, atFirst } = known ?? { firstSeen: row.firstSeen, atFirst: isFirst };
    node.findings.set(key, { patch: row.patch, state: row.state, firstSeen, atFirst });
  }
  node.findingsReadAt = readAt;
  node.isReadCompletely = asked === undefined;
  delete node.findingsFailed;
}

/** The earliest finding of the same KB id and title: a patch that is rated otherwise is as old as before. */
function ratedOtherwise(before, { kb, title }) {
  const same = [...before.values()].filter(({ patch }) => patch.kb === kb && patch.title === title);
  return same.sort((one, other) => one.firstSeen - other.firstSeen)[0];
}

const isKept = (state, asked) =>
  asked === 'some' || (asked !== undefined && !asked.includes(state));

/** Per patch the last row, with the time of the first page that had it open. */
function lastRows(rows) {
  const last = new Map();
  for (const { patch, state, readAt } of rows) {
    const firstOpen = last.get(patch.key)?.firstSeen;
    const firstSeen = firstOpen ?? (isOpen(state) ? readAt : undefined);
    last.set(patch.key, { patch, state, firstSeen });
  }
  return last;
}

/** What the Filters of an input ask for, as `replaceFindings` takes it. */
export function askedStates(input) {
  const filters = input.Filters ?? [];
  if (filters.length === 0) return undefined;
  const isState = filters.length === 1 && filters[0].Key === 'State';
  return isState ? (filters[0].Values ?? []).map(stateOf) : 'some';
}
