/** `patchlens diff OLD NEW` */
import { annotate, annotationsOf } from '../annotations.js';
import { UsageError } from '../command-error.js';
import { assertWritable, bytesOf } from '../files.js';
import { diffAnswer, diffNotes, KINDS } from '../output/diff-answer.js';
import { formatOf, OUTPUT_OPTIONS, writeAnswer } from '../output/write.js';
import { listOf, oneOf } from '../options.js';
import { filterIn } from '../query.js';
import { opened } from '../scan.js';

export const ARGUMENTS = ['OLD', 'NEW'];

export const OPTIONS = {
  ...OUTPUT_OPTIONS,
  kind: { type: 'string', multiple: true },
  filter: { type: 'string' },
  columns: { type: 'string', multiple: true },
  exceptions: { type: 'string' },
};

export const HELP = `Print what changed between two snapshots

Usage: patchlens diff OLD NEW [options]

OLD and NEW are files of scan --snapshot, or of a history. A patch is closed only on nodes that
were read both times; nodes that cannot be compared are counted.

Options:
  --kind NAMES           with commas: opened, closed, still-open (opened,closed)
  --filter FILTER        of the patches, such as 'severity>=Important': docs/filters.md
  --columns NAMES        with commas, such as name,kb,tag.Owner
  --exceptions FILE      what is known and accepted: docs/exceptions.md
  -f, --format NAME      table, csv, ndjson, md, html or json (table)
  -o, --output FILE      into a file instead of standard output
  --bom                  csv with a byte order mark, by which Excel knows UTF-8
  -h, --help             this text

Examples:
  npx patchlens diff monday.snapshot tuesday.snapshot
  npx patchlens diff monday.snapshot tuesday.snapshot --kind opened --format md

Exit codes: 0, 1 for an error, 2 for a wrong argument.
`;

/** @returns {Promise<number>} the exit code */
export async function run({ values, positionals: [oldFile, newFile] }, io, console) {
  const format = formatOf(values);
  const kinds = kindsOf(values);
  const filter = values.filter && filterIn('filter', values.filter, 'findings');
  const columns = values.columns && listOf(values.columns);
  const annotations = await annotationsOf(values);
  await assertWritable(values.output);
  const before = await bytesOf(oldFile);
  (await opened(oldFile, before)).free();
  const fleet = await opened(newFile, await bytesOf(newFile));
  await annotate(fleet, annotations, values, console);
  if (columns) assertColumns(fleet, columns);
  const changes = fleet.diff(before);
  const style = { hasColour: console.hasColour && values.output === undefined };
  const chunks = diffAnswer(changes, { kinds, query: { filter }, columns }, format, style);
  await writeAnswer(chunks, { format, file: values.output, bom: values.bom }, console);
  const isBare = ['csv', 'ndjson'].includes(format) || values.output !== undefined;
  for (const note of isBare ? diffNotes(changes) : []) await console.error(note);
  changes.free();
  fleet.free();
  return 0;
}

function kindsOf({ kind }) {
  const names = kind ? listOf(kind) : ['opened', 'closed'];
  return names.map((name) => oneOf('kind', name, Object.keys(KINDS)));
}

function assertColumns(fleet, columns) {
  try {
    for (const _ of fleet.csv('findings', { limit: 0 }, { columns }));
  } catch (error) {
    throw new UsageError(error.message, { cause: error });
  }
}
