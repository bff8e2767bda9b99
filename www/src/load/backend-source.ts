/**
 * Readings through a relay. One that was stopped begins anew when it goes on; what was read before
 * stands until it is read again.
 */
import type { FleetNode } from '../model/node';
import { patchRow, type PatchRow } from '../model/patch';
import type { Relay } from './relay';
import type { FleetReading, PatchesReading, Source } from './source';

/** @param cache `reload` for what is not yet known to anyone */
export function fromRelay(relay: Relay, cache: RequestCache = 'default'): Source {
  return {
    fleet: (onChange) => new RelayFleet(relay, cache, onChange),
    patches: (id, onChange) => new RelayPatches(relay, cache, id, onChange),
  };
}

class RelayFleet implements FleetReading {
  readonly nodes = new Map<string, FleetNode>();
  listed = false;

  constructor(
    private readonly relay: Relay,
    private readonly cache: RequestCache,
    private readonly onChange: () => void,
  ) {}

  /** A node comes with its patch counts. */
  get answered(): number {
    return this.nodes.size;
  }

  async run(signal: AbortSignal): Promise<void> {
    const read = new Set<string>();
    for await (const lines of this.relay.read('api/fleet', { signal, cache: this.cache })) {
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

class RelayPatches implements PatchesReading {
  readonly rows: PatchRow[] = [];

  constructor(
    private readonly relay: Relay,
    private readonly cache: RequestCache,
    private readonly id: string,
    private readonly onChange: () => void,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    const path = `api/nodes/${encodeURIComponent(this.id)}/patches`;
    let at = 0;
    for await (const lines of this.relay.read(path, { signal, cache: this.cache })) {
      for (const line of lines) {
        if (line.kind !== 'patch') continue;
        this.rows[at] = patchRow(line.patch, at);
        at += 1;
      }
      this.onChange();
    }
    this.rows.length = at;
    this.onChange();
  }
}
