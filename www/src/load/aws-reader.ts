/** A fleet and patches read from AWS itself, with keys that this page has. */
import type { Scope } from 'patchlens/fleet';
import { FleetScan, type FindEarlier } from './fleet-scan';
import { PatchesLoad } from './patches-load';
import type { FleetReader } from './reader';

/** @param findEarlier finds an earlier fleet, for the first scan to start from */
export function fromAws(scopes: Scope[], findEarlier?: FindEarlier): FleetReader {
  return {
    fleet: (onChange, previous) => new FleetScan(scopes, onChange, previous, findEarlier),
    patches(scopeId, instanceId, onChange) {
      const { client } = scopes.find(({ id }) => id === scopeId) ?? scopes[0]!;
      return new PatchesLoad(client, instanceId, onChange);
    },
  };
}
