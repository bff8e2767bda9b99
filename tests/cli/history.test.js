/** `diff` and `history`. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { Fleet } from 'patchlens/fleet';
import { thinned } from '../../cli/history-folder.js';
import { pageCode } from '../../www/test/page-code.js';
import { command, environment, folderOf, simulator } from './rig.js';

const { parseHistoryIndex } = await pageCode('model/history-index');
const DAY_MS = 86_400_000;
const folder = folderOf('history');
const [OLD, NEW] = ['old', 'new'].map((name) => join(folder, `${name}.snapshot`));
const DIR = join(folder, 'site', 'history');
let env;
let changes;

before(async () => {
  const start = Date.now() - 10 * DAY_MS;
  const fleetOn = (day) => ({ fleet: { nodes: 40, mix: 'realistic', start, day } });
  const [yesterday, today] = [await simulator(fleetOn(8)), await simulator(fleetOn(10))];
  env = environment(today.url, folder);
  const scan = (...args) => command(['scan', '-t', 'summary', ...args], { env });
  await scan('--endpoint', yesterday.url, '--snapshot', OLD);
  const { code, stderr } = await scan('--previous', OLD, '--snapshot', NEW);
  assert.equal(code, 0, stderr);
  changes = (await Fleet.open(readFileSync(NEW))).diff(readFileSync(OLD));
  assert.ok(changes.opened > 0 && changes.closed > 0, `${changes.opened} opened, ${changes.closed} closed`);
});

async function diff(...args) {
  const answer = await command(['diff', OLD, NEW, ...args]);
  assert.equal(answer.code, 0, answer.stderr);
  return answer;
}

test('diff has the numbers and the rows of the fleets in each format', async () => {
  const { opened, closed, stillOpen, notCompared } = changes;
  const json = JSON.parse((await diff('--format', 'json')).stdout);
  const numbers = { opened, closed, stillOpen, notCompared };
  for (const [name, value] of Object.entries(numbers)) assert.equal(json[name], value, name);
  const count = (text) => text.trim().split('\n').length;
  assert.equal(json.rows.length, opened + closed);
  assert.equal(json.rows.filter(({ change }) => change === 'closed').length, closed);
  assert.equal(count((await diff('--format', 'ndjson')).stdout), opened + closed);
  const { stdout, stderr } = await diff('--format', 'csv', '--kind', 'still-open');
  assert.equal(count(stdout), stillOpen + 1);
  assert.ok(stderr.includes(`${opened} opened, ${closed} closed, ${stillOpen} still open`), stderr);
  const [table, notes] = (await diff()).stdout.split('\n\n');
  assert.equal(count(table), opened + closed + 1);
  assert.ok(notes.includes(`${opened} opened, ${closed} closed, ${stillOpen} still open`), notes);
  const md = (await diff('--format', 'md', '--kind', 'opened')).stdout.split('\n\n')[1];
  assert.equal(count(md), opened + 2);
  const html = (await diff('--format', 'html')).stdout;
  assert.equal(html.match(/<tr><td>(opened|closed)<\/td>/g).length, opened + closed);
  assert.ok(html.includes(`<li>From `) && html.includes(` ${stillOpen} still open</li>`));
});

test('diff takes a filter and columns', async () => {
  const args = ['--format', 'ndjson', '--filter', 'severity=Critical,Important', '--columns', 'kb,severity'];
  const rows = (await diff(...args)).stdout.trim().split('\n').map((line) => JSON.parse(line));
  for (const row of rows) {
    assert.deepEqual(Object.keys(row), ['change', 'kb', 'severity']);
    assert.match(row.severity, /Critical|Important/);
  }
});

test('diff says how many nodes cannot be compared', async () => {
  const empty = join(folder, 'partial.snapshot');
  const limited = await simulator({
    fleet: { nodes: 40, mix: 'realistic' },
    faults: ({ operation }) => (operation === 'DescribeInstancePatches' ? { kind: 'fail', status: 400, code: 'AccessDeniedException' } : undefined),
  });
  await command(['scan', '--endpoint', limited.url, '--snapshot', empty, '-t', 'summary'], { env });
  const { stdout } = await command(['diff', OLD, empty]);
  assert.match(stdout, /\d+ nodes? cannot be compared: not read both times/);
});

test('a file that is no snapshot is an error', async () => {
  const file = join(folder, 'no.snapshot');
  writeFileSync(file, 'nothing');
  const { code, stderr } = await command(['diff', OLD, file]);
  assert.equal(code, 1);
  assert.match(stderr, /no\.snapshot: /);
});

test('history adds a snapshot that goes on from the last one, and an index that the page reads', async () => {
  const first = await command(['history', DIR], { env });
  assert.equal(first.code, 0, first.stderr);
  const second = await command(['history', DIR], { env });
  assert.equal(second.code, 0, second.stderr);
  const index = parseHistoryIndex(JSON.parse(readFileSync(join(DIR, 'index.json'), 'utf8')));
  assert.deepEqual([index.snapshots.length, index.leftOut, index.sample], [2, 0, false]);
  assert.deepEqual(readdirSync(DIR).sort(), [...index.snapshots.map(({ file }) => file), 'index.json'].sort());
  const [one, two] = await Promise.all(
    index.snapshots.map(async ({ file, bytes, complete, scopes, scannedAt }) => {
      const content = readFileSync(join(DIR, file));
      const fleet = await Fleet.open(content);
      assert.deepEqual([bytes, complete], [content.length, true]);
      assert.deepEqual(scopes, fleet.scopes.map(({ id }) => id));
      assert.equal(scannedAt.getTime(), fleet.scannedAt.getTime());
      return fleet;
    }),
  );
  const seen = (fleet) => fleet.findings({ limit: 10_000 }).rows.map(({ firstSeen }) => firstSeen.getTime());
  assert.deepEqual(seen(two), seen(one), 'the history goes on');
});

test('history refuses an index of a later version and the other kind of fleet, and changes nothing', async () => {
  const dir = join(folder, 'later');
  mkdirSync(dir);
  for (const [index, message] of [
    ['{"format":"patchlens-history/2","snapshots":[]}', /expected the format patchlens-history\/1/],
    ['{"format":"patchlens-history/1","sample":true,"snapshots":[{}]}', /simulated fleet/],
    ['{', /index\.json: .*nothing was changed/],
  ]) {
    writeFileSync(join(dir, 'index.json'), index);
    const { code, stderr } = await command(['history', dir], { env });
    assert.equal(code, 1);
    assert.match(stderr, message);
    assert.equal(readFileSync(join(dir, 'index.json'), 'utf8'), index);
    assert.deepEqual(readdirSync(dir), ['index.json']);
  }
});

test('of snapshots older than 90 days one a week stays: the last complete one, and the first of all', () => {
  const now = Date.UTC(2026, 10, 27);
  const entry = (days, complete = true, scopes = ['1/a']) => {
    const scannedAt = new Date(now - days * DAY_MS).toISOString();
    return { file: `${days}-${scopes}.fleet`.replaceAll('/', '-'), scannedAt, scopes, complete, bytes: 1 };
  };
  // 2026-08-24, a Monday, is 95 days before.
  const week = [95, 94, 93, 92].map((days) => entry(days, days !== 92));
  const young = [89, 60, 1].map((days) => entry(days));
  const other = entry(94, true, ['2/a']);
  const strange = { file: '../x', scannedAt: 'then' };
  const oldest = [entry(102), entry(101), entry(100)];
  const { kept, removed } = thinned([...oldest, ...week, ...young, other, strange], now);
  assert.deepEqual(kept, [oldest[0], oldest[2], week[2], ...young, other, strange]);
  assert.deepEqual(removed, [oldest[1], week[0], week[1], week[3]].map(({ file }) => file));
  assert.deepEqual(thinned(kept, now).removed, [], 'it is stable');
});
