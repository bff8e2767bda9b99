/**
 * Reads a fleet from AWS. Can be stopped at any point and run again; it then goes on where it was,
 * and tries again what failed.
 */
import {
  scanFleet,
  type Fleet,
  type ScanOptions,
  type ScanProgress,
  type Scope,
  type ScopeProgress,
} from 'patchlens/fleet';
import { nextTask } from '../next-task';
import { HeldLoad } from './held-load';
import type { LoadedFleet } from './reader';

/** Finds an earlier fleet of some scopes, for a scan to start from. */
export type FindEarlier = (scopeIds: string[]) => Promise<Fleet | undefined>;

export class FleetScan extends HeldLoad implements LoadedFleet {
  readonly readsFindings = true;
  progress: readonly ScopeProgress[] = [];
  private begun = false;
  /** The scopes of the next run; all of them by default. */
  private next: Scope[] | undefined;
  /** Since the last run that came to its end: a run that is stopped for another retry has not read them. */
  private readonly retried = new Set<string>();

  /**
   * @param onChange called whenever there is something new
   * @param previous whose nodes are shown until they are read again
   * @param findEarlier finds such nodes where there is no previous fleet
   */
  constructor(
    private readonly scopes: Scope[],
    private readonly onChange: () => void,
    previous?: LoadedFleet,
    private readonly findEarlier?: FindEarlier,
  ) {
    super();
    const fleet = previous instanceof FleetScan ? previous.local.release() : undefined;
    if (fleet) this.local.hold(fleet);
  }

  /**
   * Resolves when all is read. Rejects with the signal's reason, or with the first error of a scope
   * or node; the rest is read then all the same.
   */
  async run(signal: AbortSignal): Promise<void> {
    await this.takeEarlier(signal);
    const from = this.start();
    const scopes = this.next ?? this.scopes;
    this.next = undefined;
    this.begun = true;
    const onProgress = (progress: ScanProgress) => {
      // A scan that was stopped has nothing to add to the one after it.
      if (!signal.aborted) this.take(progress.fleet, progress.scopes);
    };
    const fleet = await scanFleet(scopes, { ...from, signal, keepOnAbort: true, onProgress });
    this.take(fleet, this.progress);
    this.local.settle();
    signal.throwIfAborted();
    this.retried.clear();
    const [failure] = [...fleet.failures].sort(scopesFirst);
    if (failure) throw failure.error;
  }

  /** Another scope that has failed is not asked again. */
  retry(scopeId: string): void {
    this.retried.add(scopeId);
    const isLeft = ({ id }: Scope) => {
      const phase = this.progress.find((scope) => scope.scopeId === id)?.phase;
      return phase === 'failed' ? this.retried.has(id) : phase !== 'done';
    };
    this.next = this.scopes.filter(isLeft);
  }

  private async takeEarlier(signal: AbortSignal): Promise<void> {
    if (this.begun || this.local.fleet) return;
    const earlier = await this.findEarlier?.(this.scopes.map(({ id }) => id));
    if (signal.aborted) earlier?.free();
    signal.throwIfAborted();
    if (!earlier) return;
    this.local.hold(earlier);
    // To open a fleet and to begin a scan take a tenth of a second together: the page can be used between.
    await nextTask();
    signal.throwIfAborted();
  }

  /** The first run reads all again; a later one what is left. */
  private start(): ScanOptions {
    const { fleet } = this.local;
    if (!fleet) return {};
    const goesOn = this.begun && !this.progress.some(wasListDenied);
    const resume = goesOn ? fleet.checkpoint() : undefined;
    return resume ? { resume } : { previous: fleet };
  }

  private take(fleet: Fleet, scopes: readonly ScopeProgress[]): void {
    this.local.hold(fleet);
    const known = new Map([...this.progress, ...scopes].map((scope) => [scope.scopeId, scope]));
    this.progress = [...known.values()];
    this.onChange();
  }
}

function scopesFirst(a: { instanceId?: string }, b: { instanceId?: string }): number {
  return Number(a.instanceId !== undefined) - Number(b.instanceId !== undefined);
}

/**
 * Both lists of nodes were denied. A scan that went on would ask for the second one only, which leaves
 * out stopped nodes, though the first may be allowed by now.
 */
function wasListDenied({ phase, error }: ScopeProgress): boolean {
  return phase === 'failed' && error?.operation === 'DescribeInstanceInformation';
}
