/** The connection: one client, and what was loaded through it. Lives in memory, nowhere else. */
import { signal } from '@preact/signals';
import { PatchClient, type Credentials } from 'patchlens';
import { FleetLoad } from './load/fleet-load';
import { PatchesLoad } from './load/patches-load';
import { Task } from './load/task';
import { parseSample, type Sample } from './model/sample';

export interface Connection {
  region: string;
  /** `undefined` for the one that AWS has for the region. */
  endpoint: string | undefined;
}

export interface Session extends Connection {
  kind: 'sample' | 'own';
  client: PatchClient;
  fleet: Task<FleetLoad>;
  patches: Map<string, Task<PatchesLoad>>;
}

/** `undefined` while nothing is connected. */
export const session = signal<Session | undefined>(undefined);
/** The sample fleet beside the page; `null` if there is none, `undefined` until that is known. */
export const sample = signal<Sample | null | undefined>(undefined);
/** Where the person was connected last, to offer it again; without the keys. */
export const lastConnection = signal<Connection | undefined>(undefined);

/** Long enough for a slow link, short enough that a form does not seem dead. */
const PROBE_TIMEOUT_MS = 30_000;

/** Finds the sample fleet, if there is one, and opens it. */
export async function openAtStart(): Promise<void> {
  sample.value = await findSample();
  if (sample.value) openSample(sample.value);
}

async function findSample(): Promise<Sample | null> {
  try {
    const response = await fetch(new URL('sample.json', document.baseURI), { cache: 'no-store' });
    if (!response.ok) return null;
    return parseSample(await response.json(), document.baseURI);
  } catch {
    // A host of static files may answer with a page instead; to the visitor it is the same.
    return null;
  }
}

export function openSample({ endpoint, region, credentials }: Sample): void {
  open('sample', new PatchClient({ region, endpoint, credentials }), { region, endpoint });
}

/**
 * Connects to a fleet once the service has accepted the keys.
 *
 * @throws what the client throws, for options as for a refusal
 */
export async function connect(
  connection: Connection,
  credentials: Credentials,
  abort: AbortSignal,
): Promise<void> {
  lastConnection.value = connection;
  const client = new PatchClient({ ...connection, credentials });
  const options = { signal: abort, timeoutMs: PROBE_TIMEOUT_MS };
  await client.describeInstanceInformation({ MaxResults: 5 }, options);
  open('own', client, connection);
}

/** Forgets the client, and with it the keys. */
export function disconnect(): void {
  stopLoads();
  session.value = undefined;
}

/** Reads everything anew. */
export function reload(): void {
  const now = session.value;
  if (now) open(now.kind, now.client, now);
}

/** The load of one node's patches, made on first use. */
export function patchesOf(now: Session, id: string): Task<PatchesLoad> {
  const known = now.patches.get(id);
  if (known) return known;
  const task = new Task((onChange) => new PatchesLoad(now.client, id, onChange));
  now.patches.set(id, task);
  return task;
}

function open(kind: Session['kind'], client: PatchClient, { region, endpoint }: Connection): void {
  stopLoads();
  const fleet = new Task((onChange) => new FleetLoad(client, onChange));
  session.value = { kind, client, region, endpoint, fleet, patches: new Map() };
  fleet.start();
}

function stopLoads(): void {
  session.value?.fleet.cancel();
  for (const task of session.value?.patches.values() ?? []) task.cancel();
}
