/** Where fleets and patches come from. */
import type { PatchClient } from 'patchlens';
import type { FleetNode } from '../model/node';
import type { PatchRow } from '../model/patch';
import { FleetLoad } from './fleet-load';
import { PatchesLoad } from './patches-load';
import type { Load } from './task';

export interface LoadedFleet extends Load {
  readonly nodes: ReadonlyMap<string, FleetNode>;
  /** Whether all nodes are listed. */
  readonly listed: boolean;
  /** The number of nodes whose patch state was asked for. */
  readonly answered: number;
}

export interface LoadedPatches extends Load {
  readonly rows: readonly PatchRow[];
}

export interface FleetSource {
  /** @param onChange called after every output */
  fleet(onChange: () => void): LoadedFleet;
  /** @param onChange called after every output */
  patches(id: string, onChange: () => void): LoadedPatches;
}

/** Reads AWS itself, with keys that this page has. */
export function fromAws(client: PatchClient): FleetSource {
  return {
    fleet: (onChange) => new FleetLoad(client, onChange),
    patches: (id, onChange) => new PatchesLoad(client, id, onChange),
  };
}
