import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { templateProblems } from '../../scripts/checks/templates.mjs';
import { ROOT } from '../../scripts/process.mjs';

test('an error in a template is reported with its position', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-templates-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'wrong.yaml');
  const right = readFileSync(join(ROOT, 'worker/member-role.yaml'), 'utf8');
  writeFileSync(file, right.replace('!Ref HubUserArn', '!Ref HubArn'));
  const problems = await templateProblems(file);
  assert.match(problems.join('\n'), /wrong\.yaml:37:15:.*'HubArn' is not one of/);
});
