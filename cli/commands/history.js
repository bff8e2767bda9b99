/** `patchlens history DIR` */
import { annotate, ANNOTATION_OPTIONS, annotationsOf } from '../annotations.js';
import { CommandError } from '../command-error.js';
import { FAIL_ON_HELP, FAIL_ON_OPTIONS, gatesOf, judged } from '../fail-on.js';
import { assertWritable } from '../files.js';
import { addTo, lastOf, readIndex } from '../history-folder.js';
import { fleetNotes } from '../output/notes.js';
import { forgetCheckpoint, SCAN_OPTIONS, scanned, settingsOf } from '../scan.js';
import { SCOPE_HELP, SCOPE_OPTIONS, scopesOf } from '../scopes.js';

export const ARGUMENTS = ['DIR'];

export const OPTIONS = { ...SCOPE_OPTIONS, ...SCAN_OPTIONS, ...ANNOTATION_OPTIONS, ...FAIL_ON_OPTIONS };

export const HELP = `Add a snapshot to a folder, of which the page draws a trend

Usage: patchlens history DIR [options]

Reads the fleet, goes on from the last snapshot of the same accounts and Regions, and writes the
new one and DIR/index.json (docs/history.md). Of snapshots older than 90 days, one a week stays.
The page reads the folder "history" beside its index.html. Such a folder is an inventory of
weaknesses: a public site publishes it.

${SCOPE_HELP}
${FAIL_ON_HELP}
Other:
  --exceptions FILE      what is known and accepted, for --fail-on: docs/exceptions.md
  --attributes FILE      your own columns: a JSON list of objects with instanceId; they are kept
  --resume FILE          keep a checkpoint there while reading, and go on from it
  --checkpoint-every S   seconds between two checkpoints (5)
  --concurrency NUMBER   requests in flight for each account and Region at most (8)
  -q, --quiet            no progress
  -h, --help             this text

Examples:
  npx patchlens history site/history --profile prod --region eu-central-1
  npx patchlens history site/history --simulate

Exit codes: 0, 1 for an error, 2 for a wrong argument or an age that is not known, 3 if something
fulfils --fail-on, 4 if a part of the fleet could not be read (the snapshot is added, and marked),
130 after Ctrl+C.
`;

/** @returns {Promise<number>} the exit code */
export async function run({ values, positionals: [folder] }, io, console) {
  const gates = gatesOf(values['fail-on']);
  const settings = settingsOf(values);
  const annotations = await annotationsOf(values);
  await assertWritable(values.resume);
  const index = await readIndex(folder);
  assertSameKind(folder, index, values.simulate);
  const scopes = await scopesOf(values, io, console);
  const ids = scopes.map(({ id }) => id);
  const previous = await lastOf(folder, index, ids);
  const fleet = await scanned(scopes, { ...settings, previous }, io, console);
  try {
    await annotate(fleet, annotations, values, console);
    const sample = values.simulate ? { sample: true } : {};
    const { file, removed } = await addTo(folder, { ...index, ...sample }, fleet, ids);
    await console.error(`${folder}: added ${file}${removed.length > 0 ? `, removed ${removed.length}` : ''}`);
    for (const note of fleetNotes(fleet)) await console.error(note);
    const code = await judged(fleet, gates, { allowPartial: values['allow-partial'] }, console);
    await forgetCheckpoint(fleet, values.resume);
    return code;
  } finally {
    fleet.free();
  }
}

/** The page never compares the simulated fleet with a real one. */
function assertSameKind(folder, { sample = false, snapshots }, simulate) {
  if (snapshots.length === 0 || sample === simulate) return;
  const [has, wants] = sample ? ['simulated', 'a real'] : ['real', 'the simulated'];
  throw new CommandError(`${folder} has the history of a ${has} fleet; choose another folder for ${wants} one`);
}
