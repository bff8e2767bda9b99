/** How nodes report to Patch Manager, with their shares of the fleet. */
const REPORTING = [
  ['scanned', 90],
  ['never-scanned', 3],
  ['stale', 4],
  ['connection-lost', 2],
  ['inactive', 1],
];

const PING_STATUSES = { 'connection-lost': 'ConnectionLost', inactive: 'Inactive' };

/** The documents that scan nodes. Only the first one leaves a patch state. */
const SCAN = 'AWS-RunPatchBaseline';
const ASSOCIATION_SCAN = 'AWS-RunPatchBaselineAssociation';

/**
 * When and how a node reports. Timestamps are epoch seconds.
 * @param {ReturnType<typeof import('./random.js').randomOf>} random
 * @param {Date} start
 * @param {{ isStopped: boolean, isAssociationOnly: boolean }} kind
 */
export function reportingOf(random, start, { isStopped, isAssociationOnly }) {
  const drawn = random.weighted(REPORTING);
  const isReplaced = isAssociationOnly && drawn === 'scanned' && !isStopped;
  const reporting = isReplaced ? 'association-only' : drawn;
  const hours = (low, high) =>
    random.between(low * 60, high * 60) * 60 + random.between(0, 999) / 1000;
  const silences = { 'connection-lost': hours(24, 400), inactive: hours(800, 2000) };
  const silence = isStopped ? hours(6, 1200) : silences[reporting];
  const pingAgo = silence ?? random.between(1, 290);
  const scanAge = reporting === 'stale' ? hours(21 * 24, 80 * 24) : hours(1, 60);
  const now = start.getTime() / 1000;
  const registeredAt = round(now - hours(100 * 24, 700 * 24));
  const association = associationOf(random, reporting);
  const scannedAt = round(now - scanAge - (silence ?? 0));
  return {
    reporting,
    pingStatus: isStopped ? 'ConnectionLost' : (PING_STATUSES[reporting] ?? 'Online'),
    lastPingAt: round(now - pingAgo),
    registeredAt,
    ...association,
    scannedAt,
    /** The same, also on the days after the start. */
    firstScannedAt: scannedAt,
  };
}

/** An association scans the node; a node without one was never scanned. */
function associationOf(random, reporting) {
  const associationStatus = random.chance(0.96) ? 'Success' : 'Failed';
  if (reporting === 'never-scanned') return { isScanned: false };
  const isScanned = reporting !== 'association-only';
  return {
    /** Whether it has a patch state. */
    isScanned,
    /** The document that scans it; it has compliance items, and without one it has none. */
    documentName: isScanned ? SCAN : ASSOCIATION_SCAN,
    associationStatus,
  };
}

/** To whole milliseconds, the precision of the service. */
function round(seconds) {
  return Math.round(seconds * 1000) / 1000;
}
