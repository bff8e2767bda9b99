/** Writes the answer of a command: into a file, or on standard output. */
import { replaceFile } from '../files.js';
import { oneOf } from '../options.js';
import { printableJson, printableLines } from '../text.js';

export const OUTPUT_OPTIONS = {
  format: { type: 'string', short: 'f', default: 'table' },
  output: { type: 'string', short: 'o' },
};

const FORMATS = ['table', 'csv', 'ndjson', 'md', 'html', 'json'];

/** @throws {import('../command-error.js').UsageError} */
export function formatOf({ format }) {
  return oneOf('format', format, FORMATS);
}

/**
 * @param {Iterable<string>} chunks of whole lines
 * @param {{ format: string, file?: string }} where
 * @param {import('../console.js').Console} console
 */
export async function writeAnswer(chunks, { format, file }, console) {
  if (file !== undefined) return replaceFile(file, made(chunks, FILTERS[format]));
  // A program that reads CSV gets every character; a person and a log do not.
  const isCsvShown = format === 'csv' && console.isShown;
  for (const chunk of made(chunks, isCsvShown ? printableLines : FILTERS[format])) await console.write(chunk);
}

const FILTERS = { ndjson: printableJson, json: printableJson };

function* made(chunks, filter = (chunk) => chunk) {
  for (const chunk of chunks) yield filter(chunk);
}
