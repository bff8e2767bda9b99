/**
 * A fleet that a backend streams: AWS's own records of the nodes and of their patch states, which go
 * into the store as if AWS had sent them. Patches are not part of the stream.
 */
import { Fleet } from 'patchlens/fleet';
import type { BackendLine, BackendNode } from '../model/backend-line';
import type { Backend } from './backend';
import { HeldLoad } from './held-load';
import type { LoadedFleet, Progress } from './reader';

interface Options {
  scopeId: string;
  cache: RequestCache;
}

export class BackendFleet extends HeldLoad implements LoadedFleet {
  readonly readsFindings = false;
  progress: readonly Progress[] = [];

  /** @param previous whose nodes are shown until they are read again */
  constructor(
    private readonly backend: Backend,
    private readonly options: Options,
    private readonly onChange: () => void,
    previous?: LoadedFleet,
  ) {
    super();
    const fleet = previous instanceof BackendFleet ? previous.local.release() : undefined;
    if (fleet) this.local.hold(fleet);
  }

  /** Starts at the beginning after a stop; what was read stays until as much is read again. */
  async run(signal: AbortSignal): Promise<void> {
    const { cache } = this.options;
    const fleet = await Fleet.merge([]);
    try {
      for await (const lines of this.backend.read('api/fleet', { signal, cache })) {
        this.takeIn(fleet, lines);
        if (fleet.nodeCount >= (this.local.fleet?.nodeCount ?? 1)) this.local.hold(fleet);
        this.tell(fleet, undefined);
      }
      this.local.hold(fleet);
      this.local.settle();
      this.tell(fleet, fleet.nodeCount);
    } finally {
      if (this.local.fleet !== fleet) fleet.free();
    }
  }

  private takeIn(fleet: Fleet, lines: readonly BackendLine[]): void {
    const nodes = lines.flatMap((line) => (line.kind === 'node' ? line.node : []));
    if (nodes.length === 0) return;
    const InstanceInformationList = nodes.map(({ id, info }) => recordOf(id, info));
    // The states of one request: a node without one was asked for and has none.
    const InstanceIds = nodes.map(({ id }) => id);
    const InstancePatchStates = nodes.filter(hasState).map(({ id, state }) => recordOf(id, state));
    const { scopeId } = this.options;
    const ingest = (operation: string, input: object, output: object) =>
      fleet.ingest(scopeId, operation, input, encoder.encode(JSON.stringify(output)));
    ingest('DescribeInstanceInformation', {}, { InstanceInformationList });
    ingest('DescribeInstancePatchStates', { InstanceIds }, { InstancePatchStates });
  }

  /** A node comes together with its patch state. */
  private tell({ nodeCount }: Fleet, nodesTotal: number | undefined): void {
    const { scopeId } = this.options;
    this.progress = [{ scopeId, nodesDone: nodeCount, ...(nodesTotal !== undefined && { nodesTotal }) }];
    this.onChange();
  }
}

const encoder = new TextEncoder();

function hasState({ state }: BackendNode): boolean {
  return typeof state === 'object' && state !== null && !Array.isArray(state);
}

function recordOf(InstanceId: string, members: object | undefined): object {
  return { ...members, InstanceId };
}
