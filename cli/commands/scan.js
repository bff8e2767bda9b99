/** `patchlens scan` */
import { annotate, ANNOTATION_OPTIONS, annotationsOf } from '../annotations.js';
import { UsageError } from '../command-error.js';
import { FAIL_ON_HELP, FAIL_ON_OPTIONS, gatesOf, judged } from '../fail-on.js';
import { assertWritable, replaceFile } from '../files.js';
import { fleetAnswer } from '../output/fleet-answer.js';
import { notesOf } from '../output/notes.js';
import { formatOf, OUTPUT_OPTIONS, writeAnswer } from '../output/write.js';
import { absentColumn, QUERY_OPTIONS, questionOf } from '../query.js';
import { assertOverlap, forgetCheckpoint, previousOf, SCAN_OPTIONS, scanned, settingsOf } from '../scan.js';
import { SCOPE_HELP, SCOPE_OPTIONS, scopesOf } from '../scopes.js';

export const ARGUMENTS = [];

export const OPTIONS = {
  ...SCOPE_OPTIONS,
  ...QUERY_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...SCAN_OPTIONS,
  ...ANNOTATION_OPTIONS,
  ...FAIL_ON_OPTIONS,
  snapshot: { type: 'string' },
  previous: { type: 'string' },
};

export const HELP = `Read a fleet and print what is open

Usage: patchlens scan [options]

${SCOPE_HELP}
What is printed:
  -t, --table NAME       findings, nodes, patches, cves or summary (findings)
  --filter FILTER        such as 'severity>=Important state=Missing': docs/filters.md
  --columns NAMES        with commas, such as name,kb,tag.Owner; csv, ndjson and json: all
  --sort NAMES           with commas, :desc for the greatest first: severity:desc,name
  --limit NUMBER         so many rows (all)
  -f, --format NAME      table, csv, ndjson, md, html or json (table)
  -o, --output FILE      into a file instead of standard output
  --bom                  csv with a byte order mark, by which Excel knows UTF-8

What is known from before, and kept:
  --snapshot FILE        write the fleet, for --previous and diff
  --previous FILE        an earlier snapshot: since when a patch is open, and fewer requests
  --resume FILE          keep a checkpoint there while reading, and go on from it
  --checkpoint-every S   seconds between two checkpoints (5)
  --exceptions FILE      what is known and accepted: docs/exceptions.md
  --attributes FILE      your own columns: CSV or a JSON list, with a column instanceId

${FAIL_ON_HELP}
Other:
  --concurrency NUMBER   requests in flight for each account and Region at most (8)
  -q, --quiet            no progress
  -h, --help             this text

Examples:
  npx patchlens scan --simulate
  npx patchlens scan --profile prod --region eu-central-1,us-east-1 --table summary
  npx patchlens scan --profile prod --filter 'severity=Critical' --format csv -o critical.csv
  npx patchlens scan --profile prod --table nodes --format html -o report.html
  npx patchlens scan --previous fleet.snapshot --snapshot fleet.snapshot \\
    --fail-on 'severity=Critical age>7d'

Exit codes: 0, 1 for an error, 2 for a wrong argument or an age that is not known, 3 if something
fulfils --fail-on, 4 if a part of the fleet could not be read, 130 after Ctrl+C.
`;

/** @returns {Promise<number>} the exit code */
export async function run({ values }, io, console) {
  const question = questionOf(values);
  const format = formatOf(values);
  const gates = gatesOf(values['fail-on']);
  const settings = settingsOf(values);
  const annotations = await annotationsOf(values);
  await assertWritable(values.output, values.snapshot, values.resume);
  const previous = await previousOf(values, console);
  const scopes = await scopesOf(values, io, console);
  await assertOverlap(values, previous, scopes);
  const fleet = await scanned(scopes, { ...settings, previous }, io, console);
  try {
    await annotate(fleet, annotations, values, console);
    if (values.snapshot !== undefined) await replaceFile(values.snapshot, [fleet.snapshot()]);
    await print(fleet, question, { format, file: values.output, bom: values.bom }, console);
    const code = await judged(fleet, gates, { allowPartial: values['allow-partial'] }, console);
    await forgetCheckpoint(fleet, values.resume);
    return code;
  } finally {
    fleet.free();
  }
}

async function print(fleet, question, { format, file, bom }, console) {
  const absent = absentColumn(fleet, question.query.filter);
  if (absent) throw new UsageError(`--filter: no node has the column ${absent}`);
  // Colours are for what a terminal shows.
  const style = { hasColour: console.hasColour && file === undefined };
  await writeAnswer(fleetAnswer(fleet, question, format, style), { format, file, bom }, console);
  const hasNotes = ['table', 'md', 'html', 'json'].includes(format) && file === undefined;
  if (hasNotes || question.table === 'summary') return;
  for (const note of notesOf(fleet, question)) await console.error(note);
}
