/** `npm run worker`, as a person starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../../scripts/process.mjs';

const SCRIPT = join(ROOT, 'scripts/worker.mjs');
const START_MS = 80_000;
const READY = /^watch: (http:\S+)\/$/m;
const ENDED = /^\{"event":"run-ended".*$/gm;

/**
 * Starts it on any free port, and waits for the address that it prints.
 *
 * @param {string[]} scopes such as `111122223333/us-east-1:60`
 */
export async function startLocalRun(scopes) {
  const args = [SCRIPT, '--port', '0', ...scopes.flatMap((it) => ['--scope', it])];
  const program = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { text: '' };
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output.text += text));
  }
  const timer = setTimeout(() => program.kill('SIGTERM'), START_MS);
  const [, url] = await found(program, output, (text) => READY.exec(text));
  clearTimeout(timer);
  return {
    program,
    url,
    said: () => output.text,
    /** What the Worker has logged of the first run of each scope. */
    runs: () => found(program, output, (text) => endedRuns(text, scopes.length)),
    end: () => end(program),
  };
}

function endedRuns(text, count) {
  const lines = text.match(ENDED) ?? [];
  return lines.length >= count && lines.map((line) => JSON.parse(line));
}

/** Asks again after each output. */
async function found(program, output, look) {
  for (;;) {
    const value = look(output.text);
    if (value) return value;
    if (program.exitCode !== null) throw new Error(`it has ended: ${output.text}`);
    await Promise.race([once(program.stdout, 'data'), once(program, 'exit')]);
  }
}

async function end(program) {
  if (program.exitCode !== null) return;
  const gone = once(program, 'exit');
  program.kill('SIGTERM');
  await gone;
}
