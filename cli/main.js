#!/usr/bin/env node
/** `npx patchlens`. What it does is in run.js; here are only the process's own streams and signals. */
import { setTimeout } from 'node:timers/promises';
import { run } from './run.js';

/** As a shell reports a program that ended by SIGPIPE, or by Ctrl+C. */
const BROKEN_PIPE = 141;
const INTERRUPTED = 130;
/** How long a scan may take to write its checkpoint. */
const PATIENCE_MS = 5_000;

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
for (const stream of [process.stdout, process.stderr]) stream.on('error', lostReader);

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  ...(process.stdin.isTTY && { stdin: process.stdin }),
  env: process.env,
  signal: interrupt.signal,
});

/** The first time, the command ends in order. The second time, the process ends at once. */
async function end() {
  if (interrupt.signal.aborted) process.exit(INTERRUPTED);
  interrupt.abort();
  await setTimeout(PATIENCE_MS, undefined, { ref: false });
  process.exit(INTERRUPTED);
}

function lostReader(error) {
  if (error.code !== 'EPIPE') throw error;
  process.exit(BROKEN_PIPE);
}
