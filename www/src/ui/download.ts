/** Saves the chunks of a file. */

const TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson', html: 'text/html' };

interface FileName {
  /** Without the date and the ending. */
  name: string;
  format: keyof typeof TYPES;
}

/** Says in the name of a file that rows are missing in it, and why. */
export function fileName(name: string, { isFiltered, isPartial }: Record<'isFiltered' | 'isPartial', boolean>) {
  return [name, isFiltered && 'filtered', isPartial && 'partial'].filter(Boolean).join('-');
}

export function download(chunks: Iterable<string>, { name, format }: FileName): void {
  const today = new Date().toISOString().slice(0, 10);
  // A browser keeps blobs outside the memory of the page, so that a long file is not in it twice.
  const parts = Array.from(chunks, (chunk) => new Blob([chunk]));
  saveFile(new Blob(parts, { type: `${TYPES[format]};charset=utf-8` }), `${name}-${today}.${format}`);
}

export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has opened the blob by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
