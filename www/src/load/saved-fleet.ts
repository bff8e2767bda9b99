/** A fleet that was opened from a file. Nothing is read, so nothing can be read again. */
import {
  Fleet,
  type ComplianceRules,
  type FindingRow,
  type FleetDiff,
  type FleetSource,
  type Query,
  type Table,
} from 'patchlens/fleet';
import { patchState } from 'patchlens';
import type { PatchRow } from '../model/patch';
import { LocalFleet } from './local-fleet';
import type { FleetReader, LoadedFleet, LoadedPatches } from './reader';

/** A fleet from a file, and the ids of its scopes. */
export interface Saved {
  reader: FleetReader;
  scopes: string[];
}

/**
 * Its fleet is there at once.
 *
 * @throws {PatchlensError} of code `bad-snapshot`
 */
export async function savedFleet(bytes: Uint8Array): Promise<Saved> {
  const fleet = await Fleet.open(bytes);
  return { reader: fromSaved(fleet), scopes: fleet.scopes.map(({ id }) => id) };
}

function fromSaved(fleet: Fleet): FleetReader {
  return {
    fleet: () => new SavedFleet(fleet),
    patches: (scopeId, instanceId) => new SavedPatches(fleet, scopeId, instanceId),
  };
}

class SavedFleet implements LoadedFleet {
  readonly readsFindings = true;
  readonly progress = [];
  private readonly local = new LocalFleet();

  constructor(fleet: Fleet) {
    this.local.hold(fleet);
  }

  get source(): FleetSource | undefined {
    return this.local.source;
  }

  async run(): Promise<void> {}

  judge(rules: ComplianceRules): void {
    this.local.judge(rules);
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

/** A saved fleet has the open patches of a node, and no others. */
class SavedPatches implements LoadedPatches {
  rows: readonly PatchRow[] = [];

  constructor(
    private readonly fleet: Fleet,
    private readonly scopeId: string,
    private readonly instanceId: string,
  ) {}

  async run(): Promise<void> {
    const { findings = [] } = this.fleet.node(this.scopeId, this.instanceId) ?? {};
    this.rows = findings.map(patchOf);
  }
}

function patchOf(finding: FindingRow, key: number): PatchRow {
  const { kb, title, severity = '', classification = '', cves } = finding;
  const state = patchState(finding.state);
  return {
    ...{ key, kb, severity, classification, cves, state },
    title: title || kb || 'Untitled patch',
    installed: undefined,
  };
}
