/** Reads the numbers of a history: one snapshot at a time is open, and none twice. */
import { Fleet, type ComplianceRules, type NodeRow, type Token } from 'patchlens/fleet';
import type { Snapshot } from './model/history';
import { snapshotTrouble } from './model/history-trouble';
import { NO_TIMES, sumOfTimes, type Change, type PatchTimes, type Point } from './model/trend';
import { COUNTED_OPEN, HAS_FINDING } from './overview-facts';

/** Rows of closed patches that are read at once. */
const PAGE = 5000;
/** Nodes of the list of those that are non-compliant for the longest time. */
const MOST_NODES = 10;

export interface Trend {
  points: Point[];
  unreadable: { at: Date; reason: string }[];
  /** Of the last complete snapshot, the longest non-compliant first. */
  longest: LongestNodes | undefined;
}

export interface LongestNodes {
  at: Date;
  total: number;
  nodes: NodeRow[];
}

interface Options {
  rules: ComplianceRules;
  signal: AbortSignal;
  onProgress: (read: number) => void;
}

interface Read {
  point: Point;
  longest: LongestNodes;
}

/** By the snapshot, the one before it, and the rules. */
const cache = new Map<string, Read>();

/** Rejects with the signal's reason. */
export async function readTrend(
  snapshots: readonly Snapshot[],
  { rules, signal, onProgress }: Options,
): Promise<Trend> {
  const trend: Trend = { points: [], unreadable: [], longest: undefined };
  let before: Snapshot | undefined;
  for (const [at, snapshot] of snapshots.entries()) {
    signal.throwIfAborted();
    onProgress(at);
    try {
      const { point, longest } = await readOnce(snapshot, before, rules);
      trend.points.push(point);
      if (!point.complete) continue;
      before = snapshot;
      if (!point.isPresent) trend.longest = longest;
    } catch (error) {
      trend.unreadable.push({ at: snapshot.scannedAt, reason: snapshotTrouble(error) });
    }
  }
  signal.throwIfAborted();
  return trend;
}

async function readOnce(
  snapshot: Snapshot,
  before: Snapshot | undefined,
  rules: ComplianceRules,
): Promise<Read> {
  const names = [snapshot, before].map((it) => it && [it.id, it.scannedAt.getTime(), it.bytes]);
  const key = JSON.stringify([names, rules]);
  const read = cache.get(key) ?? (await readAgain(snapshot, before, rules));
  cache.set(key, read);
  return read;
}

async function readAgain(
  snapshot: Snapshot,
  before: Snapshot | undefined,
  rules: ComplianceRules,
): Promise<Read> {
  const fleet = await Fleet.open(await snapshot.read());
  try {
    fleet.setRules(rules);
    const point = pointOf(fleet, snapshot);
    if (before && point.complete) point.change = changeOf(fleet, await before.read());
    return { point, longest: longestOf(fleet) };
  } finally {
    fleet.free();
  }
}

function pointOf(fleet: Fleet, { id, origin }: Snapshot): Point {
  const { nodes, verdicts, findings, bySeverity, failedNodes } = fleet.summary();
  const failedScopes = fleet.scopes.filter(({ error }) => error).map(({ id: scope }) => scope);
  const countingOpen = { property: 'reasonCode', operator: '=', value: COUNTED_OPEN } as const;
  const count = (...tokens: Token[]) => fleet.nodes({ filter: { tokens }, limit: 0 }).total;
  return {
    ...{ id, nodes, verdicts, findings, bySeverity, failedNodes, failedScopes },
    at: fleet.scannedAt,
    complete: fleet.complete && failedScopes.length === 0,
    isPresent: origin === 'present',
    unreadNodes: count(countingOpen) - count(countingOpen, HAS_FINDING),
  };
}

function changeOf(fleet: Fleet, older: Uint8Array): Change {
  const diff = fleet.diff(older);
  try {
    const { from, to, opened, closed, stillOpen } = diff;
    const { newNodes, goneNodes, notCompared, verdictChanges } = diff;
    let patched: PatchTimes = NO_TIMES;
    for (let offset = 0; offset < closed; offset += PAGE) {
      const { rows } = diff.rows('closed', { offset, limit: PAGE });
      patched = sumOfTimes(rows, to, patched);
    }
    return {
      ...{ from, to, opened, closed, stillOpen, newNodes, goneNodes, notCompared, verdictChanges },
      patched,
      isUnrelated: goneNodes > 0 && newNodes === fleet.nodeCount,
    };
  } finally {
    diff.free();
  }
}

function longestOf(fleet: Fleet): LongestNodes {
  const { total, rows } = fleet.nodes({
    filter: { tokens: [{ property: 'verdict', operator: '=', value: 'non-compliant' }] },
    sort: [{ property: 'nonCompliantSince' }],
    limit: MOST_NODES,
  });
  return { at: fleet.scannedAt, total, nodes: rows };
}
