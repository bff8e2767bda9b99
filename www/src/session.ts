/** The connection: a reader, and what is loaded by it. It lives in memory and nowhere else. */
import { signal } from '@preact/signals';
import { PatchClient, type Credentials } from 'patchlens';
import { fromAws } from './load/aws-reader';
import { Backend } from './load/backend';
import { fromBackend } from './load/backend-reader';
import type { FleetReader, LoadedFleet, LoadedPatches } from './load/reader';
import { Task } from './load/task';
import { parseSample, parseWorkerUrl, type Sample } from './model/sample';
import { endSampleWorker, startSampleWorker } from './sample-worker';

export interface Connection {
  region: string;
  /** `undefined` for AWS's own endpoint of the region. */
  endpoint: string | undefined;
}

export interface Session extends Connection {
  kind: 'sample' | 'own';
  reader: FleetReader;
  /** For what is read again: it uses no cache. */
  refresher: FleetReader;
  fleet: Task<LoadedFleet>;
  /** By scope and node; see {@link patchesOf}. */
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
  if (!found.sample?.simulated && found.isKnown) void endSampleWorker();
  // Before the sample is known to the page, which would show the form meanwhile.
  if (found.sample) await openSample(found.sample);
  sample.value = found.sample ?? null;
}

/** `isKnown` unless the site did not answer. */
interface Found {
  sample?: Sample;
  worker?: string;
  isKnown: boolean;
}

async function findSampleOrWorker(): Promise<Found> {
  const base = document.baseURI;
  let isKnown = false;
  try {
    const response = await fetch(new URL('sample.json', base), { cache: 'no-store' });
    isKnown = response.status < 500;
    if (!response.ok) return { isKnown };
    const json: unknown = await response.json();
    const worker = parseWorkerUrl(json, base);
    return worker ? { worker, isKnown } : { sample: parseSample(json, base), isKnown };
  } catch {
    // A host of static files may answer with a page instead; that means that there is no sample.
    return { isKnown };
  }
}

/** An error, such as a browser without WebAssembly, is in {@link sampleError}. */
export async function openSample(sample: Sample): Promise<void> {
  const { simulated, endpoint, region, credentials } = sample;
  try {
    if (simulated) await startSampleWorker(simulated);
    // A person may have connected meanwhile.
    if (session.value) return;
    const client = new PatchClient({ region, endpoint, credentials });
    open('sample', fromAws([{ id: region, client }]), { region, endpoint });
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
  open('own', fromAws([{ id: connection.region, client }]), connection);
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
  const refresher = fromBackend(backend, region, 'reload');
  open('own', fromBackend(backend, region), connection, { refresher });
}

/** Forgets the reader, and with it the keys or the token, and what it has read. */
export function disconnect(): void {
  const before = session.value;
  stopLoads();
  session.value = undefined;
  before?.fleet.load.free();
}

/** Reads everything again. What is known is shown until it is read again. */
export function reload(): void {
  const now = session.value;
  if (!now) return;
  const { refresher, fleet } = now;
  open(now.kind, refresher, now, { refresher, previous: fleet.load });
}

/** The load of one node's patches, created on first use. */
export function patchesOf(now: Session, scopeId: string, id: string): Task<LoadedPatches> {
  const key = JSON.stringify([scopeId, id]);
  const known = now.patches.get(key);
  if (known) return known;
  const task = new Task((onChange) => now.reader.patches(scopeId, id, onChange));
  now.patches.set(key, task);
  return task;
}

interface Opening {
  /** Default the reader itself. */
  refresher?: FleetReader;
  /** What was read before by a reader of this kind. */
  previous?: LoadedFleet;
}

function open(
  kind: Session['kind'],
  reader: FleetReader,
  { region, endpoint }: Connection,
  { refresher = reader, previous }: Opening = {},
): void {
  const before = session.value;
  stopLoads();
  const fleet = new Task((onChange) => reader.fleet(onChange, previous));
  session.value = { kind, reader, refresher, region, endpoint, fleet, patches: new Map() };
  if (before && before.fleet.load !== previous) before.fleet.load.free();
  fleet.start();
}

function stopLoads(): void {
  session.value?.fleet.cancel();
  for (const task of session.value?.patches.values() ?? []) task.cancel();
}
