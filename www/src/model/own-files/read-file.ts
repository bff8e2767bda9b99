/** Reads the files that a person brings. Each throws a {@link FileError} for what cannot be used. */
import { Fleet, type Exception } from 'patchlens/fleet';
import { parseAttributes, type Attributes } from './attributes-file';
import { readEpss } from './epss-file';
import type { EpssScores } from './epss-scores';
import { parseExceptions } from './exceptions-file';
import { FileError } from './file-error';
import { textChunks, textOf } from './file-text';
import { parseKev, type KevList } from './kev-file';

export async function readExceptionsFile(file: Blob): Promise<Exception[]> {
  const exceptions = parseExceptions(await textOf(file));
  await checkByStore(exceptions);
  return exceptions;
}

export async function readAttributesFile(file: Blob): Promise<Attributes> {
  return parseAttributes(await textOf(file));
}

export async function readKevFile(file: Blob): Promise<KevList> {
  return parseKev(await textOf(file));
}

export function readEpssFile(file: Blob): Promise<EpssScores> {
  return readEpss(textChunks(file));
}

/** An empty fleet has the last word, so that what is accepted here fits every fleet. */
export async function checkByStore(exceptions: readonly Exception[]): Promise<void> {
  const empty = await Fleet.merge([]);
  try {
    empty.setExceptions([...exceptions]);
  } catch (error) {
    throw new FileError({ problem: error instanceof Error ? error.message : String(error) });
  } finally {
    empty.free();
  }
}
