/** A folder of snapshots with its index: docs/history.md is the format. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from './command-error.js';
import { bytesIfAny, bytesOf, replaceFile } from './files.js';

const FORMAT = 'patchlens-history/1';
const INDEX = 'index.json';
const DAY_MS = 24 * 60 * 60 * 1000;
/** Younger snapshots all stay. */
const THINNED_AFTER_DAYS = 90;
/** Names that do not lead out of the folder. */
const FILE = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/**
 * @param {string} folder
 * @returns {Promise<{ snapshots: object[], sample?: boolean }>} the index, which is empty for a folder without one
 * @throws {CommandError} for an index of a later version, and for a file that is not an index
 */
export async function readIndex(folder) {
  const file = join(folder, INDEX);
  const bytes = await bytesIfAny(file);
  if (bytes === undefined) return { format: FORMAT, snapshots: [] };
  const index = parsed(file, bytes);
  if (index?.format !== FORMAT || !Array.isArray(index.snapshots)) {
    throw new CommandError(`${file}: expected the format ${FORMAT}; nothing was changed`);
  }
  return index;
}

function parsed(file, bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new CommandError(`${file}: ${error.message}; nothing was changed`, { cause: error });
  }
}

/**
 * The snapshot that a scan of these scopes goes on from: the last complete one, or the last one.
 *
 * @returns {Promise<Uint8Array | undefined>}
 */
export async function lastOf(folder, { snapshots }, scopeIds) {
  const same = snapshots.filter((it) => isEntry(it) && seriesOf(it) === seriesOf({ scopes: scopeIds }));
  const inOrder = same.sort((one, other) => Date.parse(one.scannedAt) - Date.parse(other.scannedAt));
  const last = inOrder.findLast(({ complete }) => complete) ?? inOrder.at(-1);
  return last && bytesOf(join(folder, last.file));
}

/**
 * Adds a snapshot, and removes those that are not needed any more. A reader always finds an index whose
 * files are there: the snapshot comes before the index, and files go after it.
 *
 * @param {string} folder
 * @param {{ snapshots: object[] }} index
 * @param {import('patchlens/fleet').Fleet} fleet
 * @param {string[]} scopeIds that the scan was asked for
 * @returns {Promise<{ file: string, removed: string[] }>}
 */
export async function addTo(folder, index, fleet, scopeIds) {
  const bytes = fleet.snapshot();
  const scannedAt = fleet.scannedAt.toISOString();
  const file = freeName(scannedAt, new Set(index.snapshots.map((it) => it?.file)));
  await mkdir(folder, { recursive: true });
  await replaceFile(join(folder, file), [bytes]);
  const entry = { file, scannedAt, scopes: scopeIds, complete: fleet.complete, bytes: bytes.length };
  const { kept, removed } = thinned([...index.snapshots, entry], Date.parse(scannedAt));
  await replaceFile(join(folder, INDEX), [`${JSON.stringify({ ...index, snapshots: kept }, undefined, 2)}\n`]);
  for (const name of removed) await rm(join(folder, name), { force: true });
  return { file, removed };
}

/** Two scans can end in the same second. */
function freeName(scannedAt, taken) {
  const name = scannedAt.replaceAll(':', '-');
  let file = `${name}.fleet`;
  for (let at = 2; taken.has(file); at += 1) file = `${name}-${at}.fleet`;
  return file;
}

/**
 * Of snapshots older than 90 days, one for each week (from Monday, UTC) and set of scopes stays: the last
 * complete one, or the last one. The first of each set stays, too: ages go back to it. Entries that break
 * the rules of the format are not touched.
 */
export function thinned(snapshots, now) {
  const oldest = now - THINNED_AFTER_DAYS * DAY_MS;
  const chosen = new Map();
  const firsts = new Map();
  const isOld = (it) => isEntry(it) && Date.parse(it.scannedAt) < oldest;
  for (const entry of snapshots.filter(isOld)) {
    const series = seriesOf(entry);
    const week = `${series} ${weekOf(entry)}`;
    if (isBetter(entry, chosen.get(week))) chosen.set(week, entry);
    const first = firsts.get(series);
    if (first === undefined || entry.scannedAt < first.scannedAt) firsts.set(series, entry);
  }
  const stay = new Set([...chosen.values(), ...firsts.values()]);
  const isKept = (it) => !isOld(it) || stay.has(it);
  const kept = snapshots.filter(isKept);
  const removed = snapshots.filter((it) => !isKept(it)).map((it) => it.file);
  return { kept, removed };
}

function isBetter(entry, other) {
  if (other === undefined || entry.complete !== other.complete) return other === undefined || entry.complete;
  return Date.parse(entry.scannedAt) > Date.parse(other.scannedAt);
}

/** The first of January 1970 was a Thursday. */
function weekOf({ scannedAt }) {
  return Math.floor((Date.parse(scannedAt) / DAY_MS + 3) / 7);
}

function seriesOf({ scopes }) {
  return JSON.stringify([...scopes].sort());
}

function isEntry(it) {
  const { file, scannedAt, scopes } = Object(it);
  return typeof file === 'string' && FILE.test(file) && isTime(scannedAt) && Array.isArray(scopes);
}

function isTime(text) {
  return typeof text === 'string' && !Number.isNaN(Date.parse(text));
}
