/**
 * A fleet and patches read through a backend. A load that was stopped starts again from the
 * beginning; what it has read stays until it is read again.
 */
import type { FleetNode } from '../model/node';
import { patchRow, type PatchRow } from '../model/patch';
import type { Backend } from './backend';
import type { FleetSource, LoadedFleet, LoadedPatches } from './source';

/** @param cache `reload` for data that does not come from a cache */
export function fromBackend(backend: Backend, cache: RequestCache = 'default'): FleetSource {
  return {
    fleet: (onChange) => new BackendFleet(backend, cache, onChange),
    patches: (id, onChange) => new BackendPatches(backend, cache, id, onChange),
  };
}

class BackendFleet implements LoadedFleet {
  readonly nodes = new Map<string, FleetNode>();
  listed = false;

  constructor(
    private readonly backend: Backend,
    private readonly cache: RequestCache,
    private readonly onChange: () => void,
  ) {}

  /** A node comes together with its patch state. */
  get answered(): number {
    return this.nodes.size;
  }

  async run(signal: AbortSignal): Promise<void> {
    const read = new Set<string>();
    for await (const lines of this.backend.read('api/fleet', { signal, cache: this.cache })) {
      for (const line of lines) {
        if (line.kind !== 'node') continue;
        this.nodes.set(line.node.id, { ...line.node, asked: true });
        read.add(line.node.id);
      }
      this.onChange();
    }
    for (const id of this.nodes.keys()) if (!read.has(id)) this.nodes.delete(id);
    this.listed = true;
    this.onChange();
  }
}

class BackendPatches implements LoadedPatches {
  readonly rows: PatchRow[] = [];

  constructor(
    private readonly backend: Backend,
    private readonly cache: RequestCache,
    private readonly id: string,
    private readonly onChange: () => void,
  ) {}

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
