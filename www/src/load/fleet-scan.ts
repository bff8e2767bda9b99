/**
 * Reads a fleet from AWS. Can be stopped at any point and run again; it then goes on where it was,
 * and tries again what failed.
 */
import {
  scanFleet,
  type ComplianceRules,
  type Fleet,
  type FleetSource,
  type Query,
  type ScanOptions,
  type ScanProgress,
  type Scope,
  type ScopeProgress,
  type Table,
} from 'patchlens/fleet';
import type { Joined, OwnFiles } from './bring-files';
import { LocalFleet } from './local-fleet';
import type { LoadedFleet } from './reader';

export class FleetScan implements LoadedFleet {
  readonly readsFindings = true;
  progress: readonly ScopeProgress[] = [];
  private readonly local = new LocalFleet();
  private begun = false;

  /**
   * @param onChange called whenever there is something new
   * @param previous whose nodes are shown until they are read again
   */
  constructor(
    private readonly scopes: Scope[],
    private readonly onChange: () => void,
    previous?: LoadedFleet,
  ) {
    const fleet = previous instanceof FleetScan ? previous.local.release() : undefined;
    if (fleet) this.local.hold(fleet);
  }

  get source(): FleetSource | undefined {
    return this.local.source;
  }

  /**
   * Resolves when all is read. Rejects with the signal's reason, or with the first error of a scope
   * or node; the rest is read then all the same.
   */
  async run(signal: AbortSignal): Promise<void> {
    const from = this.start();
    this.begun = true;
    const onProgress = (progress: ScanProgress) => {
      // A scan that was stopped has nothing to add to the one after it.
      if (!signal.aborted) this.take(progress.fleet, progress.scopes);
    };
    const fleet = await scanFleet(this.scopes, { ...from, signal, keepOnAbort: true, onProgress });
    this.take(fleet, this.progress);
    this.local.settle();
    signal.throwIfAborted();
    const [failure] = [...fleet.failures].sort(scopesFirst);
    if (failure) throw failure.error;
  }

  judge(rules: ComplianceRules): void {
    this.local.judge(rules);
  }

  get joined(): Joined | undefined {
    return this.local.joined;
  }

  bring(files: OwnFiles): void {
    this.local.bring(files);
  }

  csv(table: Table, query: Query): Iterable<string> {
    return this.local.csv(table, query);
  }

  ndjson(table: Table, query: Query): Iterable<string> {
    return this.local.ndjson(table, query);
  }

  free(): void {
    this.local.free();
  }

  /** The first run reads all again; a later one what is left. */
  private start(): ScanOptions {
    const { fleet } = this.local;
    if (!fleet) return {};
    const resume = this.begun ? fleet.checkpoint() : undefined;
    return resume ? { resume } : { previous: fleet };
  }

  private take(fleet: Fleet, scopes: readonly ScopeProgress[]): void {
    this.local.hold(fleet);
    this.progress = scopes;
    this.onChange();
  }
}

function scopesFirst(a: { instanceId?: string }, b: { instanceId?: string }): number {
  return Number(a.instanceId !== undefined) - Number(b.instanceId !== undefined);
}
