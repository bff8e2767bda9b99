/** The public surface is the accepted one. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { apiReport, REPORT } from '../../scripts/api-report.mjs';
import { ROOT } from '../../scripts/process.mjs';

test('the public surface has not changed unnoticed', () => {
  const accepted = readFileSync(join(ROOT, REPORT), 'utf8');
  const changes = differences(accepted.split('\n'), apiReport().split('\n'));
  const how = 'if that is meant, `npm run api:accept`, tell it in CHANGELOG.md, and commit both';
  assert.equal(changes.join('\n'), '', `The public surface has changed; ${how}`);
});

/** Lines that only one of them has, as often as it has them more; by their blocks' first line. */
function differences(before, after) {
  const [had, has] = [counted(before), counted(after)];
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((line) => {
    const more = (has.get(line) ?? 0) - (had.get(line) ?? 0);
    return Array(Math.abs(more)).fill(`${more > 0 ? '+' : '-'} ${line}`);
  });
}

function counted(lines) {
  const counts = new Map();
  let block = '';
  for (const line of lines) {
    if (line && !/^[ }]/.test(line)) block = line;
    const key = line === block ? line : `${block} ${line.trim()}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
