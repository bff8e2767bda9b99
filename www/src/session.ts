/** The connection: a reader, and what is loaded by it. It lives in memory and nowhere else. */
import { signal } from '@preact/signals';
import type { Credentials } from 'patchlens';
import { earlierFleet, earlierSample } from './earlier-fleet';
import { firstAnswer, ownScopes, sampleScopes } from './load/aws-scopes';
import { fromAws } from './load/aws-reader';
import { Backend } from './load/backend';
import { fromBackend } from './load/backend-reader';
import type { FleetReader, LoadedFleet, LoadedPatches } from './load/reader';
import { Task } from './load/task';
import type { ConnectPlan } from './model/connect-plan';
import { fleetName, type SessionKind } from './model/fleet-name';
import { connectsAtStart, parseSample, parseServingUrl, type Sample } from './model/sample';
import { accountOf, regionsWords } from './model/scope';
import { serverAddress } from './model/server-address';
import { endSampleWorker, startSampleWorker } from './sample-worker';

export interface Connection {
  /** The ids of what is read, such as `111122223333/eu-central-1`. */
  scopes: readonly string[];
  /** `undefined` for AWS's own endpoint of the region. */
  endpoint: string | undefined;
  /** Whether the account of the keys was asked for, and could not be learned. */
  accountIsUnknown?: boolean;
}

export interface Session extends Connection {
  /** The Regions, in words. */
  region: string;
  kind: SessionKind;
  reader: FleetReader;
  /** For what is read again: it uses no cache. */
  refresher: FleetReader;
  fleet: Task<LoadedFleet>;
  /** By scope and node; see {@link patchesOf}. */
  patches: Map<string, Task<LoadedPatches>>;
}

/**
 * The ways to connect: with keys in this browser, through a Worker that has them, or to the server
 * of a fleet that is read already.
 */
export type Way = 'keys' | 'worker' | 'server';

/** `undefined` while nothing is connected. */
export const session = signal<Session | undefined>(undefined);
/** The sample fleet that is served with the page; `null` for none, `undefined` before that is known. */
export const sample = signal<Sample | null | undefined>(undefined);
/** Whether the service worker of the sample fleet, or the site's own server, is being opened. */
export const sampleIsOpening = signal(false);
/** Why the sample fleet, or the site's own server, could not be opened. */
export const sampleError = signal<unknown>(undefined);
/** The address of the Worker that serves the page, if one does. */
export const servingWorker = signal<string | undefined>(undefined);
/** The address of the fleet's server that the site names, if it does. */
export const namedServer = signal<string | undefined>(undefined);
/** The same, if the site wants it opened at once: see {@link openNamedServer}. */
export const serverToOpen = signal<string | undefined>(undefined);
/** The last endpoint, for the form. */
export const lastEndpoint = signal<string | undefined>(undefined);
/** The address of the last Worker, for the form; without the token. */
export const lastWorker = signal<string | undefined>(undefined);
/** The address of the last fleet's server, for the form; without the token. */
export const lastServer = signal<string | undefined>(undefined);
/** The way that the person chose to connect. */
export const way = signal<Way>('keys');

/** Finds out what is served with the page. Prepares the form if that is a Worker. */
export async function openAtStart(): Promise<void> {
  const found = await findSampleOrWorker();
  servingWorker.value = found.worker;
  if (found.worker) way.value = 'worker';
  namedServer.value = found.server;
  if (found.server) way.value = 'server';
  serverToOpen.value = found.connect ? found.server : undefined;
  if (!found.sample?.simulated && found.isKnown) void endSampleWorker();
  sample.value = found.sample ?? null;
}

/** `isKnown` unless the site did not answer. */
interface Found {
  sample?: Sample;
  worker?: string;
  server?: string;
  /** Whether the page connects to the server by itself. */
  connect?: boolean;
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
    const server = parseServingUrl(json, 'server', base);
    if (server) return { server, connect: connectsAtStart(json, server, base), isKnown };
    const worker = parseServingUrl(json, 'worker', base);
    return worker ? { worker, isKnown } : { sample: parseSample(json, base), isKnown };
  } catch {
    // A host of static files may answer with a page instead; that means that there is no sample.
    return { isKnown };
  }
}

/** An error, such as a browser without WebAssembly, is in {@link sampleError}. */
export async function openSample({ simulated, ...found }: Sample): Promise<void> {
  try {
    sampleIsOpening.value = true;
    if (simulated) await startSampleWorker(simulated);
    // A person may have connected meanwhile.
    if (session.peek()) return;
    const { endpoint } = found;
    const scopes = sampleScopes(found);
    open('sample', fromAws(scopes, earlierSample), { scopes: scopes.map(({ id }) => id), endpoint });
    sampleError.value = undefined;
  } catch (error) {
    sampleError.value = error;
  } finally {
    sampleIsOpening.value = false;
  }
}

/**
 * Connects to a fleet once one of its scopes has accepted the keys. The others say what is wrong
 * with them while the fleet is read.
 *
 * @throws what the client throws, for options as for an error response of every scope
 */
export async function connect(
  plan: ConnectPlan,
  credentials: Credentials,
  abort: AbortSignal,
): Promise<void> {
  const { endpoint } = plan;
  lastEndpoint.value = endpoint;
  const scopes = await ownScopes(plan, credentials, abort);
  await firstAnswer(scopes, abort);
  const ids = scopes.map(({ id }) => id);
  const accountIsUnknown = ids.some((id) => accountOf(id) === undefined);
  const name = fleetName('own', endpoint);
  const reader = fromAws(scopes, (scopeIds) => earlierFleet(name, scopeIds));
  open('own', reader, { scopes: ids, endpoint, accountIsUnknown });
}

/** Shows a fleet that was opened from a file. */
export function openSaved(reader: FleetReader, scopes: readonly string[]): void {
  open('file', reader, { scopes, endpoint: undefined });
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
  const connection = { scopes: [region], endpoint: backend.url };
  const refresher = fromBackend(backend, region, 'reload');
  open('own', fromBackend(backend, region), connection, { refresher });
}

/**
 * Connects to a fleet's server once that has said what it has.
 *
 * @param token empty for none
 * @throws {PatchlensError}
 */
export async function connectToServer(url: string, token: string, abort: AbortSignal) {
  lastServer.value = url;
  const { openServer } = await import('./load/server-fleet');
  const { reader, scopes } = await openServer({ url, token }, abort);
  open('server', reader, { scopes, endpoint: serverAddress(url) });
}

/** Opens the server that the site names, once. An error is in {@link sampleError}. */
export async function openNamedServer(url: string): Promise<void> {
  serverToOpen.value = undefined;
  sampleIsOpening.value = true;
  try {
    await connectToServer(url, '', new AbortController().signal);
  } catch (error) {
    sampleError.value = error;
  } finally {
    sampleIsOpening.value = false;
  }
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

/** Reads a scope again that failed, beside what is being read. */
export function retryScope({ fleet }: Session, scopeId: string): void {
  fleet.cancel();
  fleet.load.retry?.(scopeId);
  fleet.start();
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
  { scopes, endpoint, accountIsUnknown = false }: Connection,
  { refresher = reader, previous }: Opening = {},
): void {
  const before = session.value;
  stopLoads();
  const fleet = new Task((onChange) => reader.fleet(onChange, previous));
  const connection = { scopes, endpoint, accountIsUnknown, region: regionsWords(scopes) };
  session.value = { kind, ...connection, reader, refresher, fleet, patches: new Map() };
  if (before && before.fleet.load !== previous) before.fleet.load.free();
  fleet.start();
}

function stopLoads(): void {
  session.value?.fleet.cancel();
  for (const task of session.value?.patches.values() ?? []) task.cancel();
}
