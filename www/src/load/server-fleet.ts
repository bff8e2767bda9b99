/** The fleet of a server: nothing of it is held here, every question goes to the server. */
import type { FindingRow, FleetSource } from 'patchlens/fleet';
import type { PatchRow } from '../model/patch';
import { anySignal } from './any-signal';
import type { FleetReader, LoadedFleet, LoadedPatches } from './reader';
import { openPatch } from './saved-fleet';
import { serverAddress } from '../model/server-address';
import { ServerRequests } from './server-requests';
import { serverSource, type ServerOptions } from './server-source';

/**
 * `npx patchlens serve` and Cloudflare Access know the page by a cookie. A server at another origin gets none.
 */
const AS_THE_PAGE = { credentials: 'same-origin' } as const;

export interface Served {
  reader: FleetReader;
  scopes: string[];
}

/**
 * Asks the server for its description, which shows that it is one and that it accepts the token.
 *
 * @throws {PatchlensError} with words for a person
 */
export async function openServer(
  options: Pick<ServerOptions, 'url' | 'token'>,
  abort = new AbortController().signal,
): Promise<Served> {
  let probing: AbortSignal | undefined = abort;
  // The same source goes on, since it has learned how many rows an answer has at most.
  const source = serverSource({
    ...options,
    fetch: (request) => {
      const asked = new Request(request, AS_THE_PAGE);
      return probing ? fetchUntil(asked, probing) : fetch(asked);
    },
  });
  const { scopes } = await source.describe();
  abort.throwIfAborted();
  probing = undefined;
  const requests = new ServerRequests(serverAddress(options.url), options.token);
  return { reader: fromServer(source, requests), scopes: scopes.map(({ id }) => id) };
}

async function fetchUntil(request: Request, abort: AbortSignal): Promise<Response> {
  const { signal, release } = anySignal(abort, request.signal);
  try {
    return await fetch(new Request(request, { signal }));
  } finally {
    release();
  }
}

export function fromServer(source: FleetSource, requests?: ServerRequests): FleetReader {
  return {
    fleet: () => new ServerFleet(source, requests),
    patches: (scopeId, instanceId) => new ServerPatches(source, scopeId, instanceId),
  };
}

class ServerFleet implements LoadedFleet {
  readonly readsFindings = true;
  readonly progress = [];

  constructor(
    readonly source: FleetSource,
    readonly server?: ServerRequests,
  ) {}

  async run(): Promise<void> {
    await this.source.describe();
  }

  /** The server judges, by its own rules and files. The page says so. */
  judge(): void {}

  bring(): void {}

  csv(): Iterable<string> {
    return [];
  }

  ndjson(): Iterable<string> {
    return [];
  }

  snapshot(): undefined {}

  diff(): undefined {}

  free(): void {}
}

/** A server has the open patches of a node, and no others. */
class ServerPatches implements LoadedPatches {
  rows: readonly PatchRow[] = [];

  constructor(
    private readonly source: FleetSource,
    private readonly scopeId: string,
    private readonly instanceId: string,
  ) {}

  async run(): Promise<void> {
    const { findings = [] as FindingRow[] } =
      (await this.source.node(this.scopeId, this.instanceId)) ?? {};
    this.rows = findings.map(openPatch);
  }
}
