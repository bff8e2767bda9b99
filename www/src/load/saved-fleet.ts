/** A fleet that was opened from a file. Nothing is read, so nothing can be read again. */
import { Fleet, type FindingRow } from 'patchlens/fleet';
import { patchState } from 'patchlens';
import type { PatchRow } from '../model/patch';
import { HeldLoad } from './held-load';
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

class SavedFleet extends HeldLoad implements LoadedFleet {
  readonly readsFindings = true;
  readonly progress = [];

  constructor(fleet: Fleet) {
    super();
    this.local.hold(fleet);
  }

  async run(): Promise<void> {}
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
    this.rows = findings.map(openPatch);
  }
}

export function openPatch(finding: FindingRow, key: number): PatchRow {
  const { kb, title, severity = '', classification = '', cves } = finding;
  const state = patchState(finding.state);
  return {
    ...{ key, kb, severity, classification, cves, state },
    title: title || kb || 'Untitled patch',
    installed: undefined,
  };
}
