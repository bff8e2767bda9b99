/** The files that a command reads and writes. */
import { writeFileSync, renameSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
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

/**
 * Replaces a file in one step, so that no reader finds half of it.
 *
 * @param {string} file
 * @param {Iterable<string | Uint8Array>} chunks
 * @throws {CommandError}
 */
export async function replaceFile(file, chunks) {
  const part = `${file}.${process.pid}.part`;
  try {
    const handle = await open(part, 'w');
    try {
      for (const chunk of chunks) await handle.writeFile(chunk);
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw unwritable(file, error);
  }
}

/** The same at once, between two steps of a scan. @throws {CommandError} */
export function replaceFileNow(file, bytes) {
  const part = `${file}.${process.pid}.part`;
  try {
    writeFileSync(part, bytes);
    renameSync(part, file);
  } catch (error) {
    throw unwritable(file, error);
  }
}

function unwritable(file, error) {
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
