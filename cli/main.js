#!/usr/bin/env node
/** `npx patchlens`. What it does is in run.js; here are only the process's own streams and signals. */
import { setTimeout } from 'node:timers/promises';
import { EXIT } from './exit-codes.js';
import { unwritable } from './files.js';
import { run } from './run.js';

/** As a shell reports a program that ended by SIGPIPE. */
const BROKEN_PIPE = 141;
/** How long a scan may take to write its checkpoint. */
const PATIENCE_MS = 5_000;

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
process.stdout.on('error', (error) => endWithout('standard output', error));
process.stderr.on('error', (error) => endWithout(undefined, error));

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  ...(process.stdin.isTTY && { stdin: process.stdin }),
  env: process.env,
  signal: interrupt.signal,
});

/** The first time, the command ends in order. The second time, the process ends at once. */
async function end() {
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
  interrupt.abort();
  await setTimeout(PATIENCE_MS, undefined, { ref: false });
  process.exit(EXIT.interrupted);
}

/** Where standard error is lost, too, the exit code alone tells it. */
function endWithout(output, error) {
  if (error.code === 'EPIPE') process.exit(BROKEN_PIPE);
  const code = EXIT.error;
  if (output === undefined) process.exit(code);
  process.stderr.write(`patchlens: ${unwritable(output, error).message}\n`, () => process.exit(code));
}
