/**
 * Reads a fleet: lists its nodes, and asks for their patch states 50 at a time while the paginator
 * goes on. Can be stopped at any point and run again; it then goes on where it was.
 */
import type { PatchClient } from 'patchlens';
import type { FleetNode } from '../model/node';
import { anySignal } from './any-signal';

/** The most ids that DescribeInstancePatchStates takes. */
const BATCH = 50;
/** Few enough to stay clear of the account's rate limit, which other tools share. */
const CONCURRENCY = 4;

export class FleetLoad {
  readonly nodes = new Map<string, FleetNode>();
  /** Whether all nodes are listed. */
  listed = false;
  /** The number of nodes whose patch state was asked for. */
  answered = 0;
  /** Where the list of nodes goes on. */
  private nextToken: string | undefined;

  /** @param onChange called after every output */
  constructor(
    private readonly client: PatchClient,
    private readonly onChange: () => void,
  ) {}

  /** Resolves when all is loaded. Rejects with the first error, or with the signal's reason. */
  async run(signal: AbortSignal): Promise<void> {
    const failure = new AbortController();
    const { signal: either, release } = anySignal(signal, failure.signal);
    const batches = this.batches(either);
    const work = async () => {
      for await (const ids of batches) await this.readStates(ids, either);
    };
    const workers = Array.from({ length: CONCURRENCY }, () =>
      // One failure ends the others, with the same reason.
      work().catch((error: unknown) => failure.abort(error ?? new Error('unknown failure'))),
    );
    await Promise.all(workers).finally(release);
    signal.throwIfAborted();
    failure.signal.throwIfAborted();
  }

  /** Ids without a loaded patch state: those left over from an earlier run, then those listed. */
  private async *batches(signal: AbortSignal): AsyncGenerator<string[]> {
    let ids = [...this.nodes.values()].filter((node) => !node.asked).map((node) => node.id);
    for await (const listed of this.list(signal)) {
      ids.push(...listed);
      while (ids.length >= BATCH) {
        yield ids.slice(0, BATCH);
        ids = ids.slice(BATCH);
      }
    }
    for (let at = 0; at < ids.length; at += BATCH) yield ids.slice(at, at + BATCH);
  }

  /** The new ids of each page of nodes. */
  private async *list(signal: AbortSignal): AsyncGenerator<string[]> {
    if (this.listed) return;
    const options = { pageSize: BATCH, startingToken: this.nextToken, signal };
    const paginator = this.client.paginate('describeInstanceInformation', {}, options);
    for await (const page of paginator.pages()) {
      const ids: string[] = [];
      for (const info of page.InstanceInformationList ?? []) {
        if (!info.InstanceId || this.nodes.has(info.InstanceId)) continue;
        this.nodes.set(info.InstanceId, { id: info.InstanceId, info, asked: false });
        ids.push(info.InstanceId);
      }
      this.nextToken = page.NextToken || undefined;
      this.onChange();
      yield ids;
    }
    this.listed = true;
    this.onChange();
  }

  private async readStates(ids: string[], signal: AbortSignal): Promise<void> {
    const { items } = await this.client
      .paginate('describeInstancePatchStates', { InstanceIds: ids }, { pageSize: BATCH, signal })
      .collect();
    for (const state of items) {
      if (!state.InstanceId) continue;
      const node = this.nodes.get(state.InstanceId) ?? this.addUnlisted(state.InstanceId);
      node.state = state;
      this.markAsked(node);
    }
    for (const id of ids) this.markAsked(this.nodes.get(id));
    this.onChange();
  }

  /** A node that has a patch state and is not in the list belongs to the fleet all the same. */
  private addUnlisted(id: string): FleetNode {
    const node = { id, asked: false };
    this.nodes.set(id, node);
    return node;
  }

  private markAsked(node: FleetNode | undefined): void {
    if (!node || node.asked) return;
    node.asked = true;
    this.answered += 1;
  }
}
