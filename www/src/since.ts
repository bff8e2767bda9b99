/** What changed since the last snapshot of another day. */
import type { FleetDiff } from 'patchlens/fleet';
import { description, judgedSource, summary } from './fleet';
import { known, ownHistory } from './history';
import { lastBefore, type Snapshot } from './model/history';
import { session } from './session';

export type Since = Omit<FleetDiff, 'rows' | 'free' | symbol> & {
  /** Whether no node is in both. */
  isUnrelated: boolean;
};

export type Standing =
  | { kind: 'looking' }
  | { kind: 'none' }
  | { kind: 'reading'; last: Snapshot }
  | { kind: 'stopped'; last: Snapshot }
  | { kind: 'comparable'; last: Snapshot };

/** Whether there is a snapshot to compare with, and a fleet to compare. */
export function standing(): Standing {
  const described = description.value.value;
  const phase = session.value?.fleet.phase.value;
  if (!known.value || !described) return { kind: 'looking' };
  const last = ownHistory.value && lastBefore(ownHistory.value, described.scannedAt ?? new Date());
  if (!last) return { kind: 'none' };
  if (phase === 'done' || phase === 'failed') return { kind: 'comparable', last };
  return { kind: phase === 'cancelled' ? 'stopped' : 'reading', last };
}

/** Reads signals, as a question of `answer` does. */
export function askSince(): Promise<Since> | undefined {
  const now = session.value;
  const at = standing();
  if (!now || at.kind !== 'comparable') return undefined;
  void now.fleet.version.value;
  judgedSource(now.fleet);
  return compare(at.last);
}

async function compare(last: Snapshot): Promise<Since> {
  const older = await last.read();
  const diff = session.peek()?.fleet.load.diff(older);
  if (!diff) throw new Error('The fleet is not read.');
  try {
    const { from, to, opened, closed, stillOpen } = diff;
    const { newNodes, goneNodes, notCompared, verdictChanges } = diff;
    const isUnrelated = goneNodes > 0 && newNodes === summary.value.peek()?.nodes;
    const numbers = { opened, closed, stillOpen, newNodes, goneNodes, notCompared };
    return { from, to, ...numbers, verdictChanges, isUnrelated };
  } finally {
    diff.free();
  }
}
