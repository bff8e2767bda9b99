/** What a history says over time, and what it does not. */
import type { FleetDiff, Verdict } from 'patchlens/fleet';
import { plural } from './words';

const DAY_MS = 86_400_000;
/** Snapshots of two days in a row are at most so far apart. */
const LONGEST_STEP_MS = 1.75 * DAY_MS;

/** A snapshot in numbers. */
export interface Point {
  id: string;
  at: Date;
  /** Whether nothing was left to read and no scope failed. */
  complete: boolean;
  /** Whether it is what the page shows now, and no snapshot. */
  isPresent: boolean;
  nodes: number;
  verdicts: Record<Verdict, number>;
  findings: number;
  bySeverity: Record<string, number>;
  /** Nodes whose counts say that patches are open, and of which no open patch was read. */
  unreadNodes: number;
  failedScopes: string[];
  failedNodes: number;
  /** Against the complete snapshot before; absent for the first, and for a partial one. */
  change?: Change;
}

export interface Change
  extends Pick<
    FleetDiff,
    | 'from'
    | 'to'
    | 'opened'
    | 'closed'
    | 'stillOpen'
    | 'newNodes'
    | 'goneNodes'
    | 'notCompared'
    | 'verdictChanges'
  > {
  patched: PatchTimes;
  /** Whether no node is in both, as with another account under the same name. */
  isUnrelated: boolean;
}

/** What a node that is not compared means; new and gone nodes have numbers of their own. */
export const NOT_COMPARED =
  'these nodes were not read in both snapshots, so nothing can be said of their patches. They count as neither opened nor closed.';

/** Of closed patches: how long they were open. */
export interface PatchTimes {
  /** First seen open by this history. */
  known: Sum;
  /** Open in its first snapshot already, so that their time is "at least". */
  atLeast: Sum;
}

export interface Sum {
  count: number;
  days: number;
}

/** Time of which a history says nothing. */
export interface Gap {
  from: Date;
  to: Date;
}

/** Points of a chart with no gap between them, and of one fleet. */
export interface Segments {
  runs: Point[][];
  gaps: Gap[];
  /** Snapshots that have no point, because they are partial. */
  partial: Point[];
}

export function segments(points: readonly Point[]): Segments {
  const found: Segments = { runs: [], gaps: [], partial: points.filter((it) => !it.complete) };
  let before: Point | undefined;
  for (const point of points.filter(({ complete }) => complete)) {
    const isNear = before && point.at.getTime() - before.at.getTime() <= LONGEST_STEP_MS;
    if (isNear && !point.change?.isUnrelated) found.runs.at(-1)!.push(point);
    else found.runs.push([point]);
    if (before && !isNear) found.gaps.push({ from: before.at, to: point.at });
    before = point;
  }
  return found;
}

/** Whether open patches were read, and not only counted. */
export function knowsPatches({ unreadNodes, findings }: Point): boolean {
  return unreadNodes === 0 || findings > 0;
}

/** The points since the last one that has no node in common with the one before. */
export function ofLastFleet(points: readonly Point[]): readonly Point[] {
  const begin = points.map(({ change }) => change?.isUnrelated === true).lastIndexOf(true);
  return points.slice(Math.max(0, begin));
}

/** What opened and closed between two snapshots. */
export interface Step {
  from: Date;
  to: Date;
  opened: number;
  closed: number;
  /** A day, if the snapshots are further apart than that. */
  openedPerDay: number;
  closedPerDay: number;
  notCompared: number;
  /** Whether it spans days without a snapshot, so that a day of it is a mean. */
  isMean: boolean;
}

/** The steps from one complete snapshot to the next of the same fleet. Counts alone are none. */
export function steps(points: readonly Point[]): Step[] {
  return points.flatMap((point) => {
    const { change } = point;
    if (!change || change.isUnrelated || !knowsPatches(point)) return [];
    const { from, to, opened, closed, notCompared } = change;
    const days = Math.max(1, (to.getTime() - from.getTime()) / DAY_MS);
    const perDay = { openedPerDay: opened / days, closedPerDay: closed / days };
    const isMean = days * DAY_MS > LONGEST_STEP_MS;
    return [{ from, to, opened, closed, notCompared, ...perDay, isMean }];
  });
}

/** Of all closed patches of a history. */
export function patchTimes(points: readonly Point[]): PatchTimes {
  const all = points.flatMap(({ change }) => (change ? [change.patched] : []));
  const sum = (of: (times: PatchTimes) => Sum) =>
    all.map(of).reduce(add, { count: 0, days: 0 });
  return { known: sum(({ known }) => known), atLeast: sum(({ atLeast }) => atLeast) };
}

/** The mean, or `undefined` of nothing. */
export function meanDays({ count, days }: Sum): number | undefined {
  return count > 0 ? days / count : undefined;
}

/** The time from the first sight of closed patches to the snapshot without them. */
export function sumOfTimes(
  closed: readonly { firstSeen: Date; ageIsLowerBound: boolean }[],
  to: Date,
  before: PatchTimes = NO_TIMES,
): PatchTimes {
  const sums = { known: { ...before.known }, atLeast: { ...before.atLeast } };
  for (const { firstSeen, ageIsLowerBound } of closed) {
    const sum = ageIsLowerBound ? sums.atLeast : sums.known;
    sum.count += 1;
    sum.days += (to.getTime() - firstSeen.getTime()) / DAY_MS;
  }
  return sums;
}

export const NO_TIMES: PatchTimes = { known: { count: 0, days: 0 }, atLeast: { count: 0, days: 0 } };

function add(a: Sum, b: Sum): Sum {
  return { count: a.count + b.count, days: a.days + b.days };
}

/** What the reading of a point left out, in words. */
export function leftOutOf(point: Point): string[] {
  const { complete, failedScopes, failedNodes, unreadNodes, change } = point;
  return [
    !complete && 'partial: not everything was read',
    failedScopes.length > 0 && `failed: ${failedScopes.join(', ')}`,
    failedNodes > 0 && `${plural(failedNodes, 'node')} not readable`,
    unreadNodes > 0 && `${plural(unreadNodes, 'node')} with patches counted but not read`,
    change?.isUnrelated && 'no node in common with the snapshot before',
    change && change.notCompared > 0 && `${plural(change.notCompared, 'node')} not compared`,
  ].filter((part) => typeof part === 'string');
}
