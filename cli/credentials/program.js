/** Runs a program that prints credentials. */
import { execFile } from 'node:child_process';

/** Programs may wait for a person in a browser. */
const TIMEOUT_MS = 120_000;

/**
 * @param {string} file
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ status: 'done' | 'failed' | 'absent', stdout: string, stderr: string }>}
 */
export function runProgram(file, args, env) {
  const options = { env, timeout: TIMEOUT_MS, encoding: 'utf8', windowsHide: true };
  return new Promise((resolve) => {
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ status: 'done', stdout, stderr });
      else resolve({ status: isAbsent(error) ? 'absent' : 'failed', stdout: '', stderr });
    });
    child.stdin?.end();
  });
}

function isAbsent({ code }) {
  return code === 'ENOENT' || code === 'EACCES';
}

/**
 * The words of a command, as a shell splits it; no shell runs it.
 *
 * @param {string} command
 * @param {boolean} [hasEscapes] whether a backslash escapes; not on Windows, where it is in paths
 * @returns {string[]}
 */
export function wordsOf(command, hasEscapes = process.platform !== 'win32') {
  const escapes = hasEscapes ? String.raw`|\\(.)` : '';
  const part = new RegExp(String.raw`"([^"]*)"|'([^']*)'${escapes}|(\s+)|(.)`, 'gs');
  const words = [];
  let word;
  for (const match of command.matchAll(part)) {
    const [, ...parts] = match;
    const isSpace = /^\s+$/.test(match[0]);
    if (isSpace && word !== undefined) words.push(word);
    word = isSpace ? undefined : `${word ?? ''}${parts.find((it) => it !== undefined)}`;
  }
  return word === undefined ? words : [...words, word];
}
