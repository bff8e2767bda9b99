/** A fleet and patches read through a backend. */
import type { PatchRow } from '../model/patch';
import { patchRow } from '../model/patch';
import type { Backend } from './backend';
import { BackendFleet } from './backend-fleet';
import type { FleetReader, LoadedPatches } from './reader';

/**
 * @param scopeId under which the fleet has its nodes
 * @param cache `reload` for data that does not come from a cache
 */
export function fromBackend(
  backend: Backend,
  scopeId: string,
  cache: RequestCache = 'default',
): FleetReader {
  return {
    fleet: (onChange, previous) =>
      new BackendFleet(backend, { scopeId, cache }, onChange, previous),
    patches: (_, id, onChange) => new BackendPatches(backend, cache, id, onChange),
  };
}

class BackendPatches implements LoadedPatches {
  readonly rows: PatchRow[] = [];

  constructor(
    private readonly backend: Backend,
    private readonly cache: RequestCache,
    private readonly id: string,
    private readonly onChange: () => void,
  ) {}

  /** Starts at the beginning after a stop; a row stays until it is read again. */
  async run(signal: AbortSignal): Promise<void> {
    const path = `api/nodes/${encodeURIComponent(this.id)}/patches`;
    let count = 0;
    for await (const lines of this.backend.read(path, { signal, cache: this.cache })) {
      for (const line of lines) {
        if (line.kind !== 'patch') continue;
        this.rows[count] = patchRow(line.patch, count);
        count += 1;
      }
      this.onChange();
    }
    this.rows.length = count;
    this.onChange();
  }
}
