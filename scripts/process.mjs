/** Child processes with a time limit, which leave nothing running when that ends. */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { ROOT } from './packages.mjs';

export { ROOT };

const MINUTE = 60_000;

/**
 * @param {string} url `import.meta.url` of a module
 * @returns {boolean} whether Node was started with that module
 */
export function isMain(url) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);
}

/**
 * @typedef {object} RunOptions
 * @property {number} [timeoutMs] default 10 minutes; then the process and all its children end
 * @property {string} [cwd] default: the repository's root
 * @property {Record<string, string | undefined>} [env] on top of this process's; undefined removes
 * @property {'show' | 'keep'} [output] `show` (default) also prints it, `keep` only returns it
 * @property {string} [input] text for the standard input, which is closed otherwise
 */

/**
 * Runs a program without a shell. Never rejects: how it ended is in the result, such as `exitCode`,
 * `timedOut`, or `code: 'ENOENT'` if there is no such program.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<import('execa').Result>} with `stdout`, and with `stderr` if that was kept
 */
export async function run(command, args, options = {}) {
  const { timeoutMs = 10 * MINUTE, cwd = ROOT, env, output = 'show', input } = options;
  const shows = output === 'show';
  const child = execa(command, args, {
    ...IN_ITS_GROUP,
    cwd,
    env,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
    stdout: shows ? ['inherit', 'pipe'] : 'pipe',
    stderr: shows ? 'inherit' : 'pipe',
    stripFinalNewline: false,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  // Its children would keep the pipes open.
  child.once('exit', (_, signal) => signal && endGroup(child));
  const release = endWithThisProcess(child);
  return child.finally(release);
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
export async function must(command, args, options) {
  const result = await run(command, args, options);
  if (!result.failed) return result.stdout;
  throw new Error(options?.output === 'keep' ? result.message : result.shortMessage);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string | undefined>} its output without surrounding space, or undefined if it
 *   is not installed or fails
 */
export async function ask(command, args, options) {
  const result = await run(command, args, { timeoutMs: MINUTE, output: 'keep', ...options });
  return result.failed ? undefined : result.stdout.trim();
}

/**
 * Starts a program that runs until it is ended, or this process is.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, stdout?: 'ignore' | 'pipe' }} [options]
 * @returns {{ child: import('execa').ResultPromise, end: () => void }} `end` ends its children as
 *   well
 */
export function startProgram(command, args, { env, stdout = 'ignore' } = {}) {
  const stdio = ['ignore', stdout, 'ignore'];
  const child = execa(command, args, { ...IN_ITS_GROUP, env, stdio, buffer: false });
  const release = endWithThisProcess(child);
  const end = () => {
    endGroup(child);
    release();
  };
  return { child, end };
}

// In a process group of its own, a program can be ended with its children: browsers, servers.
const IN_ITS_GROUP = { detached: true, reject: false };

// Ctrl-C reaches the terminal's foreground group only, which the child has left.
function endWithThisProcess(child) {
  const end = () => {
    endGroup(child);
    process.exit(130);
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  return () => process.off('SIGINT', end).off('SIGTERM', end);
}

function endGroup({ pid }) {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
