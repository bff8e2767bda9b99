/** The files that a command reads and writes. */
import { chmodSync, constants, lstatSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { access, open, readFile, realpath, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CommandError } from './command-error.js';

/** @returns {Promise<Uint8Array>} @throws {CommandError} */
export async function bytesOf(file) {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CommandError(`Cannot read ${file}: ${wordsOf(error)}`, { cause: error });
  }
}

/** @returns {Promise<Uint8Array | undefined>} `undefined` if there is no such file @throws {CommandError} */
export async function bytesIfAny(file) {
  try {
    return await bytesOf(file);
  } catch (error) {
    if (error.cause?.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The text of a file of a spreadsheet: UTF-8, or UTF-16 with a byte order mark, packed by gzip or not.
 *
 * @returns {Promise<string>} without the mark @throws {CommandError}
 */
export async function packedTextOf(file) {
  const bytes = unpacked(file, await bytesOf(file));
  const encoding = ENCODINGS[Buffer.from(bytes.subarray(0, 2)).toString('hex')] ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new CommandError(`${file}: the file is not UTF-8. In Excel, save it as “CSV UTF-8”`, { cause: error });
  }
}

const ENCODINGS = { fffe: 'utf-16le', feff: 'utf-16be' };

function unpacked(file, bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new CommandError(`${file}: the packed file is damaged or cut short`, { cause: error });
  }
}

/** @returns {Promise<string>} @throws {CommandError} */
export async function textOf(file) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await bytesOf(file));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${file}: the file is not UTF-8`, { cause: error });
  }
}

/** Finds out before a scan whether its result can be written. @throws {CommandError} */
export async function assertWritable(...files) {
  for (const file of files.filter((it) => it !== undefined)) {
    try {
      await probe(file);
    } catch (error) {
      throw unwritable(file, error);
    }
  }
}

async function probe(file) {
  const found = await stat(file).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (found?.isDirectory()) throw failedCall('EISDIR');
  if (found !== undefined) await access(file, constants.W_OK);
  // The folder of a file is written as well: replaceFile.
  if (found?.isFile()) await access(dirname(await realpath(file)), constants.W_OK);
  if (found === undefined) await access(`${dirname(file)}/`, constants.W_OK);
}

function failedCall(code) {
  return Object.assign(new Error(code), { code, syscall: 'open' });
}

/** Files that are being written; the end of the process removes them. */
const parts = new Set();
process.on('exit', () => parts.forEach(removePart));

function partOf(file) {
  const part = `${file}.${process.pid}.part`;
  parts.add(part);
  return part;
}

function removePart(part) {
  parts.delete(part);
  rmSync(part, { force: true });
}

/**
 * Replaces a file in one step, so that no reader finds half of it; its mode stays, and so do symbolic links.
 * A pipe or a device is written to.
 *
 * @param {string} file
 * @param {Iterable<string | Uint8Array>} chunks
 * @throws {CommandError}
 */
export async function replaceFile(file, chunks) {
  let place;
  try {
    place = placeOf(file);
    const handle = await open(place.written, place.flags, place.mode);
    try {
      if (place.mode !== undefined) await handle.chmod(place.mode);
      for (const chunk of chunks) await handle.writeFile(chunk);
    } finally {
      await handle.close();
    }
    if (place.isReplaced) await rename(place.written, place.path);
  } catch (error) {
    throw unwritable(file, error);
  } finally {
    if (place?.isReplaced) removePart(place.written);
  }
}

/** The same at once, between two steps of a scan. @throws {CommandError} */
export function replaceFileNow(file, bytes) {
  let place;
  try {
    place = placeOf(file);
    writeFileSync(place.written, bytes, { flag: place.flags, mode: place.mode });
    if (place.mode !== undefined) chmodSync(place.written, place.mode);
    if (place.isReplaced) renameSync(place.written, place.path);
  } catch (error) {
    throw unwritable(file, error);
  } finally {
    if (place?.isReplaced) removePart(place.written);
  }
}

/** What is opened for a file. */
function placeOf(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  // The shell may append to what /dev/stdout is.
  if (found?.isFile() && !file.startsWith('/dev/')) {
    const path = realpathSync(file);
    return { path, written: partOf(path), flags: 'w', mode: found.mode & 0o777, isReplaced: true };
  }
  if (found !== undefined) return { written: file, flags: 'a' };
  // A link to a file that is not there yet.
  if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) return { written: file, flags: 'w' };
  return { path: file, written: partOf(file), flags: 'w', isReplaced: true };
}

/** The error for a file that cannot be written. */
export function unwritable(file, error) {
  // The chunks failed, not the file.
  if (error.syscall === undefined) return error;
  return new CommandError(`Cannot write ${file}: ${wordsOf(error)}`, { cause: error });
}

const WORDS = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'no permission',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENOSPC: 'the disk is full',
};

function wordsOf({ code, message }) {
  return WORDS[code] ?? message;
}
