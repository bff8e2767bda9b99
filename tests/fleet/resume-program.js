/**
 * A scan that another process goes on with after this one was killed: `resume-program.js ENDPOINT FILE`.
 * It goes on from the checkpoint in the file, if there is one, and writes one there as often as the
 * scan tells its progress. In the end it prints the tables of nodes and findings.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { PatchClient } from 'patchlens';
import { scanFleet } from 'patchlens/fleet';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { tablesOf } from './resume.js';

const [endpoint, file] = process.argv.slice(2);
const [credentials] = SAMPLE_CREDENTIALS;
const client = new PatchClient({ region: 'us-east-1', credentials, endpoint });

const fleet = await scanFleet(
  { id: '123456789012/us-east-1', client },
  {
    ...(existsSync(file) && { resume: readFileSync(file) }),
    onProgress: ({ fleet }) => save(fleet.checkpoint()),
  },
);
console.log(JSON.stringify(tablesOf(fleet)));

/** A process that is killed leaves the last whole checkpoint. */
function save(checkpoint) {
  if (!checkpoint) return;
  writeFileSync(`${file}.new`, checkpoint);
  renameSync(`${file}.new`, file);
}
