/** Child processes that are bounded in time and leave nothing running behind them. */
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

const MINUTE = 60_000;

/**
 * @param {string} url `import.meta.url` of the module that asks
 * @returns {boolean} whether it is the program that was started
 */
export function isMain(url) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
}

/**
 * @typedef {object} RunOptions
 * @property {number} [timeoutMs] default 10 minutes; then the process and all its children end
 * @property {string} [cwd] default: the repository's root
 * @property {Record<string, string | undefined>} [env] on top of this process's; undefined removes
 * @property {'show' | 'keep'} [output] `show` (default) also streams it, `keep` only returns it
 * @property {string} [input] text for the standard input, which is closed otherwise
 */

/**
 * Runs a program without a shell.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number | null, output: string, errors: string, timedOut: boolean }>}
 *   `code` is null if a signal ended it; `output` is its stdout, `errors` its stderr if kept.
 * @throws {Error} if it cannot be started, such as with code `ENOENT`
 */
export function run(command, args, options = {}) {
  const { timeoutMs = 10 * MINUTE, cwd = ROOT, env, output = 'show', input } = options;
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    // A group of its own, so that a time-out reaches the grandchildren: browsers, servers.
    detached: true,
    stdio: [
      input === undefined ? 'ignore' : 'pipe',
      'pipe',
      output === 'show' ? 'inherit' : 'pipe',
    ],
  });
  child.stdin?.end(input);
  return settled(child, timeoutMs, output === 'show');
}

/**
 * Runs a program that must succeed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} its output
 * @throws {Error} that names the program and carries the output that was not shown
 */
export async function must(command, args, options = {}) {
  const { code, output, errors, timedOut } = await run(command, args, options);
  if (code === 0) return output;
  const how = timedOut ? 'ran out of time' : code === null ? 'was killed' : `exited with ${code}`;
  const kept = options.output === 'keep' ? `\n${output}${errors}`.trimEnd() : '';
  throw new Error(`\`${[command, ...args].join(' ')}\` ${how}${kept}`);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string | undefined>} its output without surrounding space, or undefined if it
 *   is not installed or fails
 */
export async function ask(command, args, options = {}) {
  try {
    const { code, output } = await run(command, args, {
      timeoutMs: MINUTE,
      output: 'keep',
      ...options,
    });
    return code === 0 ? output.trim() : undefined;
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'EACCES') return undefined;
    throw error;
  }
}

/**
 * Starts a program that runs until it is ended, or this process is.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, stdout?: 'ignore' | 'pipe' }} [options]
 * @returns {{ child: import('node:child_process').ChildProcess, end: () => void }} `end` ends its
 *   children as well
 */
export function startProgram(command, args, { env, stdout = 'ignore' } = {}) {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', stdout, 'ignore'],
  });
  const release = endWithUs(child);
  const end = () => {
    endGroup(child);
    release();
  };
  return { child, end };
}

function settled(child, timeoutMs, show) {
  let output = '';
  let errors = '';
  let timedOut = false;
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    output += chunk;
    if (show) process.stdout.write(chunk);
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk) => (errors += chunk));
  const timer = setTimeout(() => {
    timedOut = true;
    endGroup(child);
  }, timeoutMs);
  const release = endWithUs(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code: timedOut ? null : code, output, errors, timedOut }),
    );
  }).finally(() => {
    clearTimeout(timer);
    release();
  });
}

// Ctrl-C reaches the terminal's foreground group only, which the child has left.
function endWithUs(child) {
  const end = () => {
    endGroup(child);
    process.exit(130);
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  return () => process.off('SIGINT', end).off('SIGTERM', end);
}

function endGroup(child) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
