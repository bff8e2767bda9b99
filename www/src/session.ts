/** The connection: one source, and what was loaded from it. Lives in memory, nowhere else. */
import { signal } from '@preact/signals';
import { PatchClient, type Credentials } from 'patchlens';
import { Relay } from './load/relay';
import { fromRelay } from './load/relay-source';
import { fromAws, type FleetReading, type PatchesReading, type Source } from './load/source';
import { Task } from './load/task';
import { parseRelay, parseSample, type Sample } from './model/sample';

export interface Connection {
  region: string;
  /** Who is asked; `undefined` for the one that AWS has for the region. */
  endpoint: string | undefined;
}

export interface Session extends Connection {
  kind: 'sample' | 'own';
  /** Another source of the same, that nobody has kept anything of. */
  anew: () => Source;
  source: Source;
  fleet: Task<FleetReading>;
  patches: Map<string, Task<PatchesReading>>;
}

/** The ways to connect: with keys in this browser, or through a Worker that has them. */
export type Way = 'keys' | 'worker';

/** `undefined` while nothing is connected. */
export const session = signal<Session | undefined>(undefined);
/** The sample fleet beside the page; `null` if there is none, `undefined` until that is known. */
export const sample = signal<Sample | null | undefined>(undefined);
/** The address of the Worker that serves the page, if one does. */
export const relayBeside = signal<string | undefined>(undefined);
/** Where the person was connected last, to offer it again; without the keys. */
export const lastConnection = signal<Connection | undefined>(undefined);
export const lastRelay = signal<string | undefined>(undefined);
/** How the person wants to connect. */
export const way = signal<Way>('keys');

/** Long enough for a slow link, short enough that a form does not seem dead. */
const PROBE_TIMEOUT_MS = 30_000;

/** Finds the sample fleet, if there is one, and opens it; or a Worker, and offers it. */
export async function openAtStart(): Promise<void> {
  const beside = await findBeside();
  relayBeside.value = beside.relay;
  if (beside.relay) way.value = 'worker';
  sample.value = beside.sample ?? null;
  if (beside.sample) openSample(beside.sample);
}

async function findBeside(): Promise<{ sample?: Sample; relay?: string }> {
  const base = document.baseURI;
  try {
    const response = await fetch(new URL('sample.json', base), { cache: 'no-store' });
    if (!response.ok) return {};
    const json: unknown = await response.json();
    const relay = parseRelay(json, base);
    return relay ? { relay } : { sample: parseSample(json, base) };
  } catch {
    // A host of static files may answer with a page instead; to the visitor it is the same.
    return {};
  }
}

export function openSample({ endpoint, region, credentials }: Sample): void {
  const client = new PatchClient({ region, endpoint, credentials });
  open('sample', () => fromAws(client), { region, endpoint });
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
  open('own', () => fromAws(client), connection);
}

/**
 * Connects to the fleet of a Worker once that has accepted the access token.
 *
 * @throws {RelayError}
 */
export async function connectToRelay(url: string, token: string, abort: AbortSignal) {
  lastRelay.value = url;
  const relay = new Relay(url, token);
  const region = await relay.region(abort);
  const anew = () => fromRelay(relay, 'reload');
  open('own', anew, { region, endpoint: relay.url }, fromRelay(relay));
}

/** Forgets the source, and with it the keys or the token. */
export function disconnect(): void {
  stopLoads();
  session.value = undefined;
}

/** Reads everything anew. */
export function reload(): void {
  const now = session.value;
  if (now) open(now.kind, now.anew, now);
}

/** The load of one node's patches, made on first use. */
export function patchesOf(now: Session, id: string): Task<PatchesReading> {
  const known = now.patches.get(id);
  if (known) return known;
  const task = new Task((onChange) => now.source.patches(id, onChange));
  now.patches.set(id, task);
  return task;
}

function open(
  kind: Session['kind'],
  anew: Session['anew'],
  { region, endpoint }: Connection,
  source = anew(),
): void {
  stopLoads();
  const fleet = new Task((onChange) => source.fleet(onChange));
  session.value = { kind, anew, source, region, endpoint, fleet, patches: new Map() };
  fleet.start();
}

function stopLoads(): void {
  session.value?.fleet.cancel();
  for (const task of session.value?.patches.values() ?? []) task.cancel();
}
