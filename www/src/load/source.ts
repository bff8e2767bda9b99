/** Where fleets and patches are read from. */
import type { PatchClient } from 'patchlens';
import type { FleetNode } from '../model/node';
import type { PatchRow } from '../model/patch';
import { FleetLoad } from './fleet-load';
import { PatchesLoad } from './patches-load';
import type { Load } from './task';

export interface FleetReading extends Load {
  readonly nodes: ReadonlyMap<string, FleetNode>;
  /** Whether all nodes are listed. */
  readonly listed: boolean;
  /** Nodes whose patch counts were asked for and answered. */
  readonly answered: number;
}

export interface PatchesReading extends Load {
  readonly rows: readonly PatchRow[];
}

export interface Source {
  /** @param onChange called after every answer */
  fleet(onChange: () => void): FleetReading;
  /** @param onChange called after every answer */
  patches(id: string, onChange: () => void): PatchesReading;
}

/** AWS itself, with keys that this page has. */
export function fromAws(client: PatchClient): Source {
  return {
    fleet: (onChange) => new FleetLoad(client, onChange),
    patches: (id, onChange) => new PatchesLoad(client, id, onChange),
  };
}
