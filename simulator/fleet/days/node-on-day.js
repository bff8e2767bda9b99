import { arrivalDay } from './population.js';
import { timelineOf } from './timeline.js';

const DAY = 24 * 60 * 60;
/** The nodes that are scanned in the days after the start; the others stay as they are. */
const LIVELY = new Set(['scanned', 'association-only']);

/**
 * A node on the day of its fleet.
 * @template {object} T
 * @param {import('../fleet.js').Fleet} fleet
 * @param {T} node as it is at the start
 * @returns {T}
 */
export function nodeOnDay(fleet, node) {
  if (fleet.day === 0) return node;
  const arrivedOn = arrivalDay(fleet, node.index);
  const isNew = arrivedOn > 0;
  const scanning = isScannedLater(node, isNew)
    ? scansOf(fleet, { ...node, arrivedOn }, isNew)
    : { lastPingAt: laterPing(fleet, node) };
  return { ...node, ...(isNew && newcomer(fleet, node, arrivedOn)), ...scanning };
}

/** A node that is new is not stale or inactive yet. */
function isScannedLater({ reporting, isStopped }, isNew) {
  return !isStopped && (LIVELY.has(reporting) || (isNew && reporting !== 'never-scanned'));
}

function newcomer(fleet, { key }, arrivedOn) {
  const arrivedAt = timelineOf(fleet, { key, arrivedOn }).installTime(arrivedOn);
  const lastPingAt = fleet.now.getTime() / 1000 - 60;
  return { arrivedOn, arrivedAt, registeredAt: arrivedAt, pingStatus: 'Online', lastPingAt };
}

function laterPing({ day }, { pingStatus, lastPingAt }) {
  return pingStatus === 'Online' ? lastPingAt + day * DAY : lastPingAt;
}

function scansOf(fleet, node, isNew) {
  const timeline = timelineOf(fleet, node);
  const scanDay = timeline.latestScan(fleet.day);
  return {
    ...pingOf(fleet, node, { timeline, isNew }),
    ...(scanDay > 0 && { scanDay, scannedAt: timeline.scanTime(scanDay) }),
    ...(scanDay === 0 && isNew && UNSCANNED),
  };
}

const UNSCANNED = { isScanned: false, documentName: undefined, associationStatus: undefined };

/** Some of the nodes that stop scanning are offline. */
function pingOf(fleet, node, { timeline, isNew }) {
  const outage = timeline.outage(fleet.day);
  if (outage?.isOffline) {
    return { pingStatus: 'ConnectionLost', lastPingAt: timeline.installTime(outage.begins) };
  }
  return isNew ? {} : { lastPingAt: laterPing(fleet, node) };
}
