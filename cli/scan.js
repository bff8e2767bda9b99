/** Reads a fleet, with what is known from before, and keeps what it has for the next time. */
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Fleet, scanFleet } from 'patchlens/fleet';
import { loginOf } from './credentials/aws-cli.js';
import { CommandError, Interrupted } from './command-error.js';
import { bytesIfAny, bytesOf, replaceFileNow } from './files.js';
import { numberOf } from './options.js';
import { Progress } from './progress.js';

export const SCAN_OPTIONS = {
  resume: { type: 'string' },
  'checkpoint-every': { type: 'string', default: '5' },
  concurrency: { type: 'string' },
  quiet: { type: 'boolean', short: 'q', default: false },
};

/** Writing checkpoints takes at most this share of the time. */
const SHARE_OF_CHECKPOINTS = 1 / 20;

/** @throws {import('./command-error.js').UsageError} before anything is read */
export function settingsOf(values) {
  return {
    everyMs: 1000 * numberOf('checkpoint-every', values['checkpoint-every']),
    concurrency: numberOf('concurrency', values.concurrency, { least: 1, isWhole: true }),
    isQuiet: values.quiet,
    file: values.resume,
  };
}

/**
 * @param {import('patchlens/fleet').Scope[]} scopes
 * @param {ReturnType<typeof settingsOf> & { previous?: Uint8Array }} settings
 * @param {import('./run.js').Io} io
 * @param {import('./console.js').Console} console
 * @returns {Promise<Fleet>}
 * @throws {CommandError} if nothing could be read; {@link Interrupted}
 */
export async function scanned(scopes, settings, { signal }, console) {
  const { file } = settings;
  // A fleet knows times to the second.
  const start = Math.floor(Date.now() / 1000) * 1000;
  const resume = file && (await bytesIfAny(file));
  if (resume) {
    await assertSameScan(file, resume, scopes, settings);
    await console.error(`Goes on from ${file}`);
  }
  const fleet = await readFleet(scopes, { ...settings, resume }, signal, console);
  if (signal.aborted) throw interrupted(fleet, file);
  await checkScopes(fleet, new Set(scopes.map(({ id }) => id)), resume ? 0 : start, console);
  return fleet;
}

/** @throws {CommandError} for a checkpoint of other accounts and Regions, which stays as it is */
async function assertSameScan(file, resume, scopes, { previous }) {
  const asked = scopes.map(({ id }) => id);
  const stored = await scopeIdsOf(file, resume);
  // A checkpoint has the earlier fleet, too.
  const allowed = new Set([...asked, ...(previous ? await scopeIdsOf('--previous', previous) : [])]);
  if (asked.every((id) => stored.includes(id)) && stored.every((id) => allowed.has(id))) return;
  throw new CommandError(
    `${file} is the checkpoint of another scan, of ${named(stored)}; this one reads ${named(asked)}. ` +
      'Repeat that command, or choose another file for --resume',
  );
}

/** @throws {CommandError} for an earlier fleet of which nothing is read now */
export async function assertOverlap({ previous: file }, previous, scopes) {
  if (previous === undefined) return;
  const stored = await scopeIdsOf(file, previous);
  if (stored.length === 0 || scopes.some(({ id }) => stored.includes(id))) return;
  const asked = scopes.map(({ id }) => id);
  throw new CommandError(`${file} is of another fleet, of ${named(stored)}; this scan reads ${named(asked)}`);
}

async function scopeIdsOf(file, bytes) {
  const fleet = await opened(file, bytes);
  const ids = fleet.scopes.map(({ id }) => id);
  fleet.free();
  return ids;
}

const NAMED = 5;

function named(ids) {
  const rest = ids.length - NAMED;
  return [...ids.slice(0, NAMED), ...(rest > 0 ? [`${rest} more`] : [])].join(', ') || 'no scope';
}

/**
 * Reads until the end, or until the signal is aborted.
 *
 * @param {import('patchlens/fleet').Scope[]} scopes
 * @param {ReturnType<typeof settingsOf> & { previous?: Uint8Array, resume?: Uint8Array,
 *   onProgress?: (state: import('patchlens/fleet').ScanProgress) => void }} settings
 * @returns {Promise<Fleet>}
 */
export async function readFleet(scopes, settings, signal, console) {
  const { previous, resume, file, everyMs, concurrency, isQuiet, onProgress } = settings;
  const progress = new Progress(console, { isQuiet });
  const keeper = file === undefined ? undefined : new CheckpointKeeper(file, everyMs);
  const fleet = await scanFleet(scopes, {
    // The earlier fleet is in the checkpoint.
    ...(resume ? { resume } : { previous }),
    concurrency,
    signal,
    keepOnAbort: true,
    onProgress(state) {
      progress.report(state);
      onProgress?.(state);
      keeper?.consider(state.fleet);
    },
  }).finally(() => progress.end());
  keeper?.rethrow();
  return fleet;
}

/** Writes the checkpoint now and then, so that a crash loses little. */
class CheckpointKeeper {
  #file;
  #everyMs;
  #nextAt = 0;
  #error;

  constructor(file, everyMs) {
    this.#file = file;
    this.#everyMs = everyMs;
  }

  consider(fleet) {
    const start = performance.now();
    if (this.#error !== undefined || start < this.#nextAt) return;
    const checkpoint = fleet.checkpoint();
    if (checkpoint === undefined) return;
    try {
      replaceFileNow(this.#file, checkpoint);
    } catch (error) {
      this.#error = error;
    }
    const end = performance.now();
    this.#nextAt = end + Math.max(this.#everyMs, (end - start) / SHARE_OF_CHECKPOINTS);
  }

  /** The scan goes on without checkpoints; its result would come as if they had been kept. */
  rethrow() {
    if (this.#error !== undefined) throw this.#error;
  }
}

function interrupted(fleet, file) {
  const checkpoint = file === undefined ? undefined : fleet.checkpoint();
  if (checkpoint === undefined) return new Interrupted('Interrupted; --resume FILE keeps what was read');
  replaceFileNow(file, checkpoint);
  return new Interrupted(`Interrupted; the same command goes on from ${file}`);
}

/** Removes a checkpoint that nothing goes on from, once everything else is written. */
export async function forgetCheckpoint(fleet, file) {
  if (file !== undefined && fleet.checkpoint() === undefined) await rm(file, { force: true });
}

/**
 * The earlier snapshot. On the first run, the file that the scan will write does not exist yet.
 *
 * @returns {Promise<Uint8Array | undefined>}
 * @throws {CommandError}
 */
export async function previousOf({ previous, snapshot }, console) {
  if (previous === undefined) return undefined;
  const isWrittenHere = snapshot !== undefined && resolve(previous) === resolve(snapshot);
  const bytes = isWrittenHere ? await bytesIfAny(previous) : await bytesOf(previous);
  if (bytes === undefined) await console.error(`${previous} is not there yet: the history begins now`);
  else (await opened(previous, bytes)).free();
  return bytes;
}

/** @returns {Promise<Fleet>} @throws {CommandError} for a file that is no snapshot */
export async function opened(file, bytes) {
  try {
    return await Fleet.open(bytes);
  } catch (error) {
    throw new CommandError(`${file}: ${error.message}`, { cause: error });
  }
}

/**
 * A scope that failed half-way was read; one that keeps the rows of an earlier fleet was not.
 *
 * @throws {CommandError} if nothing was read
 */
export async function checkScopes(fleet, asked, start, console) {
  const { scopes } = fleet;
  for (const { id, readAt } of scopes.filter((it) => !asked.has(it.id))) {
    const state = readAt === undefined ? 'was never read' : `is as it was at ${readAt.toISOString()}`;
    await console.error(`${id} ${state}: it was not asked for now`);
  }
  const own = scopes.filter(({ id }) => asked.has(id));
  if (own.some(({ error, readAt }) => error === undefined || readAt?.getTime() >= start)) return;
  const lines = own.map((scope) => `  ${scope.id}: ${adviceOn(scope)}`);
  throw new CommandError(`Nothing could be read:\n${lines.join('\n')}`);
}

const ADVICE = {
  expired: 'the session has expired',
  denied: 'the credentials are not accepted, or do not allow it; docs/fleet.md has the policy',
  'clock-skew': 'set the clock of this computer',
  unavailable: 'check the connection, the Region and the endpoint',
};

/** What failed, and what to do. */
export function adviceOn({ label, error }) {
  const login = label === undefined ? 'get new credentials' : loginOf(label);
  const advice = error.reason === 'expired' ? `${ADVICE.expired}: ${login}` : ADVICE[error.reason];
  const cause = error.cause instanceof CommandError ? error.cause.message : undefined;
  return [error.message, cause ?? advice].filter(Boolean).join('; ');
}
