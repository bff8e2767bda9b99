/** The text of a file: UTF-8, or UTF-16 with a byte order mark, and packed by gzip or not. */
import { FileError } from './file-error';

/** The text in chunks, as the file is read. A byte order mark is not part of it. */
export async function* textChunks(file: Blob): AsyncGenerator<string> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = first === 0x1f && second === 0x8b;
  const bytes = isPacked ? file.stream().pipeThrough(unpacked()) : file.stream();
  const decoder = new TextDecoder(encodingOf(first, second), { fatal: true });
  const reader = bytes.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      yield decoder.decode(read.value, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw isPacked ? damaged() : wrongEncoding(error);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

export async function textOf(file: Blob): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of textChunks(file)) chunks.push(chunk);
  return chunks.join('');
}

function unpacked(): ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new DecompressionStream('gzip') as ReadableWritablePair<
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>
  >;
}

function encodingOf(first: number | undefined, second: number | undefined): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** A decoder throws a TypeError. A file that changed or went away is an error of the browser's own. */
function wrongEncoding(error: unknown): unknown {
  if (!(error instanceof TypeError)) return error;
  return new FileError({
    problem: 'the file is not UTF-8 text. In Excel, save it as “CSV UTF-8”',
  });
}

function damaged(): FileError {
  return new FileError({ problem: 'the packed file is damaged, cut short, or holds no UTF-8 text' });
}
