/** A fleet and patches read from AWS itself, with keys that this page has. */
import type { Scope } from 'patchlens/fleet';
import { FleetScan } from './fleet-scan';
import { PatchesLoad } from './patches-load';
import type { FleetReader } from './reader';

export function fromAws(scopes: Scope[]): FleetReader {
  return {
    fleet: (onChange, previous) => new FleetScan(scopes, onChange, previous),
    patches(scopeId, instanceId, onChange) {
      const { client } = scopes.find(({ id }) => id === scopeId) ?? scopes[0]!;
      return new PatchesLoad(client, instanceId, onChange);
    },
  };
}
