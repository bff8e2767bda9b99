/** The model of SSM in this repository is botocore's. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PYTHON } from '../../../scripts/python.mjs';

const pathOf = (file) => fileURLToPath(new URL(`../../../model/${file}`, import.meta.url));

test('model/ssm.json matches botocore’s model of its operations', () => {
  const extract = execFileSync(PYTHON, [pathOf('extract.py'), '--print'], { encoding: 'utf8' });
  assert.equal(readFileSync(pathOf('ssm.json'), 'utf8'), extract);
});
