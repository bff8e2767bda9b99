/** The connection: a source, and what is loaded from it. It lives in memory and nowhere else. */
import { signal } from '@preact/signals';
import { PatchClient, type Credentials } from 'patchlens';
import { Backend } from './load/backend';
import { fromBackend } from './load/backend-source';
import { fromAws, type FleetSource, type LoadedFleet, type LoadedPatches } from './load/source';
import { Task } from './load/task';
import { parseSample, parseWorkerUrl, type Sample } from './model/sample';

export interface Connection {
  region: string;
  /** `undefined` for AWS's own endpoint of the region. */
  endpoint: string | undefined;
}

export interface Session extends Connection {
  kind: 'sample' | 'own';
  /** Creates a source that has read nothing yet and uses no cache. */
  createSource: () => FleetSource;
  source: FleetSource;
  fleet: Task<LoadedFleet>;
  patches: Map<string, Task<LoadedPatches>>;
}

/** The ways to connect: with keys in this browser, or through a Worker that has them. */
export type Way = 'keys' | 'worker';

/** `undefined` while nothing is connected. */
export const session = signal<Session | undefined>(undefined);
/** The sample fleet that is served with the page; `null` for none, `undefined` before that is known. */
export const sample = signal<Sample | null | undefined>(undefined);
/** Why the sample fleet could not be opened. */
export const sampleError = signal<unknown>(undefined);
/** The address of the Worker that serves the page, if one does. */
export const servingWorker = signal<string | undefined>(undefined);
/** The last connection, for the form; without the keys. */
export const lastConnection = signal<Connection | undefined>(undefined);
/** The address of the last Worker, for the form; without the token. */
export const lastWorker = signal<string | undefined>(undefined);
/** The way that the person chose to connect. */
export const way = signal<Way>('keys');

/** Long enough for a slow link, short enough that a form does not seem dead. */
const PROBE_TIMEOUT_MS = 30_000;

/** Opens the sample fleet if there is one. Prepares the form if a Worker serves the page. */
export async function openAtStart(): Promise<void> {
  const found = await findSampleOrWorker();
  servingWorker.value = found.worker;
  if (found.worker) way.value = 'worker';
  sample.value = found.sample ?? null;
  if (found.sample) openSample(found.sample);
}

async function findSampleOrWorker(): Promise<{ sample?: Sample; worker?: string }> {
  const base = document.baseURI;
  try {
    const response = await fetch(new URL('sample.json', base), { cache: 'no-store' });
    if (!response.ok) return {};
    const json: unknown = await response.json();
    const worker = parseWorkerUrl(json, base);
    return worker ? { worker } : { sample: parseSample(json, base) };
  } catch {
    // A host of static files may answer with a page instead; that means that there is no sample.
    return {};
  }
}

/** An error, such as a browser without WebAssembly, is in {@link sampleError}. */
export function openSample({ endpoint, region, credentials }: Sample): void {
  try {
    const client = new PatchClient({ region, endpoint, credentials });
    open('sample', () => fromAws(client), { region, endpoint });
    sampleError.value = undefined;
  } catch (error) {
    sampleError.value = error;
  }
}

/**
 * Connects to a fleet once the service has accepted the keys.
 *
 * @throws what the client throws, for options as for an error response
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
 * @throws {BackendError}
 */
export async function connectToWorker(url: string, token: string, abort: AbortSignal) {
  lastWorker.value = url;
  const backend = new Backend(url, token);
  const region = await backend.region(abort);
  const connection = { region, endpoint: backend.url };
  open('own', () => fromBackend(backend, 'reload'), connection, fromBackend(backend));
}

/** Forgets the source, and with it the keys or the token. */
export function disconnect(): void {
  stopLoads();
  session.value = undefined;
}

/** Reads everything again. */
export function reload(): void {
  const now = session.value;
  if (now) open(now.kind, now.createSource, now);
}

/** The load of one node's patches, created on first use. */
export function patchesOf(now: Session, id: string): Task<LoadedPatches> {
  const known = now.patches.get(id);
  if (known) return known;
  const task = new Task((onChange) => now.source.patches(id, onChange));
  now.patches.set(id, task);
  return task;
}

function open(
  kind: Session['kind'],
  createSource: Session['createSource'],
  { region, endpoint }: Connection,
  source = createSource(),
): void {
  stopLoads();
  const fleet = new Task((onChange) => source.fleet(onChange));
  session.value = { kind, createSource, source, region, endpoint, fleet, patches: new Map() };
  fleet.start();
}

function stopLoads(): void {
  session.value?.fleet.cancel();
  for (const task of session.value?.patches.values() ?? []) task.cancel();
}
