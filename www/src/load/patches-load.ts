/** Reads the patches of one node page by page. Can be stopped; then it goes on where it was. */
import type { PatchClient } from 'patchlens';
import { patchRow, type PatchRow } from '../model/patch';

/** AWS documents a maximum of 100, but only 50 is accepted everywhere. */
const PAGE_SIZE = 50;

export class PatchesLoad {
  readonly rows: PatchRow[] = [];
  done = false;
  private nextToken: string | undefined;

  /** @param onChange called after every page */
  constructor(
    private readonly client: PatchClient,
    private readonly instanceId: string,
    private readonly onChange: () => void,
  ) {}

  /** Resolves when all is loaded. Rejects with the first error, or with the signal's reason. */
  async run(signal: AbortSignal): Promise<void> {
    if (this.done) return;
    const input = { InstanceId: this.instanceId };
    const options = { pageSize: PAGE_SIZE, startingToken: this.nextToken, signal };
    const paginator = this.client.paginate('describeInstancePatches', input, options);
    for await (const page of paginator.pages()) {
      for (const patch of page.Patches ?? []) this.rows.push(patchRow(patch, this.rows.length));
      this.nextToken = page.NextToken || undefined;
      this.onChange();
    }
    this.done = true;
    this.onChange();
  }
}
