import type { Fleet, FindingRow, NodeDetail, NodeRow } from 'patchlens/fleet';

/** Nodes to read before other tasks run. With 25 open patches each they take some 30 ms. */
const NODES_AT_ONCE = 50;

/** A node as SQL reads it from JSON. Times are milliseconds. */
export interface NodeRecord {
  id: string;
  name?: string | undefined;
  platform?: string | undefined;
  platformVersion?: string | undefined;
  ping?: string | undefined;
  group?: string | undefined;
  baseline?: string | undefined;
  operation?: string | undefined;
  /** 0 without a patch state. */
  opEnd: number;
  missing?: number | undefined;
  failed?: number | undefined;
  pendingReboot?: number | undefined;
  rejected?: number | undefined;
  critical?: number | undefined;
  security?: number | undefined;
  other?: number | undefined;
  /** All that is open as of `opEnd`; absent if it is not known, or not read yet. */
  findings?: FindingRecord[] | undefined;
  error?: string | undefined;
}

export interface FindingRecord {
  kb: string;
  title: string;
  classification?: string | undefined;
  severity?: string | undefined;
  state: string;
  cves: string[];
  /** When the fleet first saw it. */
  firstSeen: number;
}

/** Whether every node that did not fail has all its rows, or some are still to be read. */
export type Progress = 'all-read' | 'under-way';

/** What the database has of a node: the operation whose findings are stored, and an error since then. */
export interface StoredNode {
  opEnd: number;
  error: string | undefined;
}

/**
 * Reads the records of nodes from a fleet, and lets the requests of the next slice be sent in between.
 *
 * @param errors of nodes that could not be read, by id
 */
export async function nodeRecords(
  fleet: Fleet,
  scopeId: string,
  ids: Iterable<string>,
  { errors, progress }: { errors: Map<string, string>; progress: Progress },
): Promise<NodeRecord[]> {
  const records: NodeRecord[] = [];
  for (const id of ids) {
    records.push(fullRecord(nodeOf(fleet, scopeId, id), errors.get(id), progress));
    if (records.length % NODES_AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  return records;
}

/**
 * Reads the records of nodes of which all rows are read.
 *
 * @param stored nodes by id, whose findings are left out where they would change nothing
 */
export function changedRecords(
  fleet: Fleet,
  scopeId: string,
  nodes: Iterable<NodeRow>,
  { errors, stored }: { errors: Map<string, string>; stored: Map<string, StoredNode> },
): NodeRecord[] {
  return Array.from(nodes, (node) => {
    const { instanceId: id } = node;
    const known = stored.get(id);
    const record = recordOf(node, errors.get(id));
    const isStored = known !== undefined && known.opEnd >= record.opEnd && known.error === undefined;
    return isStored ? record : fullRecord(nodeOf(fleet, scopeId, id), errors.get(id), 'all-read');
  });
}

function nodeOf(fleet: Fleet, scopeId: string, id: string): NodeDetail {
  const node = fleet.node(scopeId, id);
  if (!node) throw new Error(`${id} is listed, but not in the fleet`);
  return node;
}

function fullRecord(node: NodeDetail, error: string | undefined, progress: Progress): NodeRecord {
  const record = recordOf(node, error);
  const isRead = error === undefined && (progress === 'all-read' || hasAllFindings(node));
  return isRead ? { ...record, findings: node.findings.map(findingOf) } : record;
}

/** The record without findings. */
function recordOf(node: NodeRow, error: string | undefined): NodeRecord {
  return {
    id: node.instanceId,
    name: node.name,
    platform: node.platform,
    platformVersion: node.platformVersion,
    ping: node.pingStatus,
    group: node.patchGroup,
    baseline: node.baselineId,
    operation: node.operation,
    opEnd: node.lastOperation?.getTime() ?? 0,
    missing: node.missing,
    failed: node.failed,
    pendingReboot: node.pendingReboot,
    rejected: node.rejected,
    critical: node.criticalNonCompliant,
    security: node.securityNonCompliant,
    other: node.otherNonCompliant,
    error,
  };
}

/**
 * Whether the findings of a node are evidently in: a fleet takes in all of a node's, or none. A node
 * whose counts are absent or disagree, and that has none, waits for the end of the scan.
 */
function hasAllFindings(node: NodeDetail): boolean {
  const counts = [
    ...[node.missing, node.failed, node.pendingReboot, node.rejected],
    ...[node.criticalNonCompliant, node.securityNonCompliant, node.otherNonCompliant],
  ];
  return node.findings.length > 0 || counts.every((count) => count === 0);
}

function findingOf(row: FindingRow): FindingRecord {
  const { kb, title, classification, severity, state, cves, firstSeen } = row;
  return { kb, title, classification, severity, state, cves, firstSeen: firstSeen.getTime() };
}
