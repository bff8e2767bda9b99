/** What every load does whose fleet is in this page's memory. */
import type { ComplianceRules, FleetDiff, FleetSource, Query, Table } from 'patchlens/fleet';
import type { Joined, OwnFiles } from './bring-files';
import { LocalFleet } from './local-fleet';

export abstract class HeldLoad {
  protected readonly local = new LocalFleet();

  get source(): FleetSource | undefined {
    return this.local.source;
  }

  judge(rules: ComplianceRules): void {
    this.local.judge(rules);
  }

  bring(files: OwnFiles): void {
    this.local.bring(files);
  }

  get joined(): Joined | undefined {
    return this.local.joined;
  }

  csv(table: Table, query: Query, columns?: string[]): Iterable<string> {
    return this.local.csv(table, query, columns);
  }

  ndjson(table: Table, query: Query, columns?: string[]): Iterable<string> {
    return this.local.ndjson(table, query, columns);
  }

  snapshot(): Uint8Array | undefined {
    return this.local.snapshot();
  }

  diff(older: Uint8Array): FleetDiff | undefined {
    return this.local.diff(older);
  }

  free(): void {
    this.local.free();
  }
}
