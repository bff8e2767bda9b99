import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { workflowProblems } from '../../scripts/checks/workflows.mjs';

test('an error in a workflow is reported with its position', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-workflows-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const workflow = `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: echo \${{ github.reff }}
`;
  writeFileSync(join(folder, 'wrong.yml'), workflow);
  writeFileSync(join(folder, 'right.yml'), workflow.replace('reff', 'ref_name'));
  const problems = await workflowProblems(folder);
  assert.equal(problems.length, 1);
  assert.match(problems[0], /^\.github\/workflows\/wrong\.yml:6: property "reff" is not defined/);
});
