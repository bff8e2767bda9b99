/** Snapshots of fleets, and which of them are one history. */

export type Origin = 'browser' | 'folder' | 'files' | 'present';

export interface Snapshot {
  /** Unique among all snapshots of the page. */
  id: string;
  origin: Origin;
  /**
   * Which fleet it is of, beside its scopes: `sample`, `aws`, the host of another endpoint, `own` for any
   * but the sample, `any` where that is not known.
   */
  fleet: string;
  scannedAt: Date;
  /** Sorted. */
  scopes: readonly string[];
  complete: boolean;
  bytes: number;
  read: () => Promise<Uint8Array>;
}

export interface History {
  /** Names it in an address. */
  key: string;
  origin: Origin;
  fleet: string;
  scopes: readonly string[];
  /** By time, one a day at most. */
  snapshots: Snapshot[];
}

/** The fleet that the page shows. */
export interface Present {
  fleet: string;
  /** Sorted. */
  scopes: readonly string[];
}

/** Histories, the longest first. Files that were added by hand join the histories of their scopes. */
export function histories(snapshots: readonly Snapshot[]): History[] {
  const added = snapshots.filter(({ origin }) => origin === 'files');
  const all = [...groupsOf(snapshots)].map(([key, own]) => {
    const { origin, fleet, scopes } = own[0]!;
    const joined = origin === 'files' ? [] : added.filter((it) => sameScopes(it, own[0]!));
    return { key, origin, fleet, scopes, snapshots: onePerDay([...own, ...joined]) };
  });
  const isJoined = (history: History) =>
    history.origin === 'files' &&
    all.some((other) => other.origin !== 'files' && sameScopes(other, history));
  const some = all.filter((history) => !isJoined(history));
  return some.sort((a, b) => b.snapshots.length - a.snapshots.length);
}

function groupsOf(snapshots: readonly Snapshot[]): Map<string, Snapshot[]> {
  const groups = new Map<string, Snapshot[]>();
  for (const it of snapshots) groups.set(keyOf(it), [...(groups.get(keyOf(it)) ?? []), it]);
  return groups;
}

function keyOf({ origin, fleet, scopes }: Snapshot): string {
  return [origin, fleet, ...scopes].join(' ');
}

/** Whether a history is one of the fleet that the page shows. */
export function isOf(history: Pick<History, 'fleet' | 'scopes'>, present: Present): boolean {
  return sameScopes(history, present) && sameFleet(history.fleet, present.fleet);
}

function sameFleet(one: string, other: string): boolean {
  if (one === 'any' || other === 'any') return true;
  if (one === 'own') return other !== 'sample';
  return one === other;
}

function sameScopes(one: Pick<History, 'scopes'>, other: Pick<History, 'scopes'>): boolean {
  return one.scopes.join('\n') === other.scopes.join('\n');
}

/** The last complete snapshot of each day, or the last partial one, by time. */
export function onePerDay(snapshots: readonly Snapshot[]): Snapshot[] {
  const days = new Map<string, Snapshot>();
  for (const snapshot of [...snapshots].sort(byTime)) {
    const day = dayOf(snapshot.scannedAt);
    if (snapshot.complete || !days.get(day)?.complete) days.set(day, snapshot);
  }
  return [...days.values()].sort(byTime);
}

/** The last complete snapshot of a day before that of a time. */
export function lastBefore(history: History, time: Date): Snapshot | undefined {
  const day = dayOf(time);
  const earlier = history.snapshots.filter(
    ({ complete, scannedAt }) => complete && scannedAt < time && dayOf(scannedAt) !== day,
  );
  return earlier.at(-1);
}

function byTime(a: Snapshot, b: Snapshot): number {
  return a.scannedAt.getTime() - b.scannedAt.getTime();
}

/** In the reader's time zone, such as `2026-11-27`. */
export function dayOf(time: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** The name of a file with a snapshot, such as `patchlens-us-east-1-2026-11-27T0710Z.fleet`. */
export function snapshotName({
  scopes,
  scannedAt,
  complete,
}: Pick<Snapshot, 'scopes' | 'scannedAt' | 'complete'>): string {
  const time = scannedAt.toISOString().replace(/:(\d\d):.*/, '$1Z');
  const [only] = scopes;
  const scope = scopes.length === 1 && only ? only : `${scopes.length} scopes`;
  const name = `patchlens-${scope}-${time}${complete ? '' : '-partial'}`;
  return `${name.replace(/[^A-Za-z0-9.-]+/g, '-')}.fleet`;
}
