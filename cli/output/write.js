/** Writes the answer of a command: into a file, or on standard output. */
import { replaceFile } from '../files.js';
import { UsageError } from '../command-error.js';
import { oneOf } from '../options.js';
import { printableJson, printableLines } from '../text.js';

export const OUTPUT_OPTIONS = {
  format: { type: 'string', short: 'f', default: 'table' },
  output: { type: 'string', short: 'o' },
  bom: { type: 'boolean', default: false },
};

const FORMATS = ['table', 'csv', 'ndjson', 'md', 'html', 'json'];

/** @throws {import('../command-error.js').UsageError} */
export function formatOf({ format, bom }) {
  if (bom && format !== 'csv') throw new UsageError('--bom: only --format csv has a byte order mark');
  return oneOf('format', format, FORMATS);
}

/**
 * @param {Iterable<string>} answer of whole lines
 * @param {{ format: string, file?: string, bom?: boolean }} where
 * @param {import('../console.js').Console} console
 */
export async function writeAnswer(answer, { format, file, bom }, console) {
  const chunks = bom ? marked(answer) : answer;
  if (file !== undefined) return replaceFile(file, made(chunks, FILTERS[format]));
  // A program that reads CSV gets every character; a person and a log do not.
  const isCsvShown = format === 'csv' && console.isShown;
  for (const chunk of made(isCsvShown ? answer : chunks, isCsvShown ? printableLines : FILTERS[format])) await console.write(chunk);
}

/** By the mark, Excel knows that a file is UTF-8. */
function* marked(chunks) {
  yield '\ufeff';
  yield* chunks;
}

const FILTERS = { ndjson: printableJson, json: printableJson };

function* made(chunks, filter = (chunk) => chunk) {
  for (const chunk of chunks) yield filter(chunk);
}
