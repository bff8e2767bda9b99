/** What `scan` prints is what the fleet's own tables have. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { Fleet, parseFilter } from 'patchlens/fleet';
import { fleetAnswer } from '../../cli/output/fleet-answer.js';
import { questionOf } from '../../cli/query.js';
import { command, environment, folderOf, simulator } from './rig.js';

/** FLEET_NODES=10000 tests the same on a large fleet, in two minutes. */
const NODES = Number(process.env.FLEET_NODES ?? 60);
const folder = folderOf('formats');
const SNAPSHOT = join(folder, 'fleet.snapshot');
const COLUMNS = 'instanceId,kb,title,severity,state';
const FILTER = 'severity>=Important';
const QUERY = {
  filter: parseFilter(FILTER, 'findings'),
  sort: [{ property: 'severity', descending: true }, { property: 'instanceId' }, { property: 'title' }],
};
let env;
let fleet;

before(async () => {
  const aws = await simulator({ fleet: { nodes: NODES, mix: 'realistic' } });
  env = environment(aws.url, folder);
  const { code, stderr } = await command(['scan', '--snapshot', SNAPSHOT, '-f', 'csv'], { env });
  assert.equal(code, 0, stderr);
  fleet = await Fleet.open(readFileSync(SNAPSHOT));
  assert.ok(fleet.findingCount > 50, `${fleet.findingCount} findings`);
});

async function scanned(...args) {
  const sort = ['--sort', 'severity:desc,instanceId,title'];
  const wanted = ['--filter', FILTER, '--columns', COLUMNS, '--previous', SNAPSHOT, '-q', ...sort];
  const answer = await command(['scan', ...wanted, ...args], { env });
  assert.equal(answer.code, 0, answer.stderr);
  return answer;
}

const columns = COLUMNS.split(',');
const rows = () => fleet.findings({ ...QUERY, limit: fleet.findingCount }).rows;
const spelled = (count) => count.toLocaleString('en-US');
const cells = () => rows().map((row) => columns.map((column) => row[column] ?? ''));

test('csv is that of the fleet, on standard output and in a file', async () => {
  const expected = [...fleet.csv('findings', QUERY, { columns })].join('');
  const file = join(folder, 'out.csv');
  const { stdout } = await scanned('--format', 'csv', '--output', file);
  assert.equal(stdout, '');
  assert.equal(readFileSync(file, 'utf8'), expected);
  const { stdout: printed, stderr } = await scanned('--format', 'csv');
  assert.equal(printed, expected);
  assert.ok(stderr.includes(`${spelled(rows().length)} rows\n`), stderr);
});

test('csv has a byte order mark where it is asked for, and not on a terminal', async () => {
  const { stdout } = await scanned('--format', 'csv');
  assert.equal((await scanned('--format', 'csv', '--bom')).stdout, `\ufeff${stdout}`);
  const file = join(folder, 'bom.csv');
  await scanned('--format', 'csv', '--bom', '--output', file);
  assert.equal(readFileSync(file, 'utf8'), `\ufeff${stdout}`);
  const terminal = await command(['scan', '-q', '-f', 'csv', '--bom', '--limit', '1'], { env, isTTY: true });
  assert.ok(/^\w/.test(terminal.stdout), terminal.stdout);
});

test('json of cves has the coverage, and no other table has', async () => {
  for (const table of ['nodes', 'findings', 'patches', 'cves']) {
    const args = ['scan', '-q', '-f', 'json', '-t', table, '--limit', '1', '--previous', SNAPSHOT];
    const { coverage } = JSON.parse((await command(args, { env })).stdout);
    assert.equal(coverage !== undefined, table === 'cves', table);
  }
});

test('ndjson is that of the fleet', async () => {
  const { stdout } = await scanned('--format', 'ndjson');
  assert.equal(stdout, [...fleet.ndjson('findings', QUERY, { columns })].join(''));
});

test('json has the rows of the fleet, and what they leave out', async () => {
  const { rows: found, ...facts } = JSON.parse((await scanned('--format', 'json')).stdout);
  const lines = [...fleet.ndjson('findings', QUERY, { columns })].join('').trim().split('\n');
  assert.deepEqual(found, lines.map((line) => JSON.parse(line)));
  const { table, total, undecided, complete, failures } = facts;
  const expected = ['findings', rows().length, 0, true, []];
  assert.deepEqual([table, total, undecided, complete, failures], expected);
});

test('the table has a line for each row, and says what it leaves out', async () => {
  const { stdout } = await scanned('--format', 'table');
  const [table, notes] = stdout.split('\n\n');
  const lines = table.split('\n').map((line) => line.trim().split(/ {2,}/));
  assert.deepEqual(lines, [columns, ...cells()]);
  assert.ok(notes.includes(`${spelled(rows().length)} rows`), notes);
  assert.match(notes, /Nothing is known of the patches of \d+ nodes?/);
});

test('Markdown has a line for each row', async () => {
  const [table] = (await scanned('--format', 'md')).stdout.split('\n\n');
  const lines = table.split('\n').map((line) => line.slice(2, -2).split(' | '));
  const plain = lines.map((line) => line.map((cell) => cell.replace(/\\(.)/g, '$1')));
  assert.deepEqual(plain, [columns, columns.map(() => '---'), ...cells()]);
});

test('the summary has the numbers of the fleet in each format', async () => {
  const summary = (format) => [...fleetAnswer(fleet, questionOf({ table: 'summary' }), format, {})].join('');
  const expected = JSON.parse(JSON.stringify(fleet.summary()));
  for (const format of ['json', 'ndjson']) {
    const { complete, scannedAt, ...numbers } = JSON.parse(summary(format));
    assert.deepEqual(numbers, expected);
    assert.deepEqual([complete, scannedAt], [true, fleet.scannedAt.toISOString()]);
  }
  const { findings, verdicts } = fleet.summary();
  assert.ok(summary('csv').includes(`\r\nfindings,${findings}\r\n`));
  assert.ok(summary('md').includes(`| verdicts.unreported | ${verdicts.unreported} |`));
  assert.match(summary('table'), new RegExp(`^verdicts\\.non-compliant +${verdicts['non-compliant']}$`, 'm'));
  for (const { platform } of fleet.summary().coverage.blindPlatforms) {
    assert.ok(summary('table').includes(`AWS names no CVE for ${platform}`), platform);
  }
});

for (const table of ['nodes', 'findings', 'patches', 'cves']) {
  test(`each format has all rows of ${table}, and --limit says of how many`, () => {
    const { total } = fleet[table]({ limit: 0 });
    const answer = (format, limit) =>
      [...fleetAnswer(fleet, questionOf({ table, limit }), format, {})].join('');
    const count = (text) => text.trim().split('\n').length;
    assert.ok(total > 3, `${total} rows`);
    assert.equal(count(answer('csv')), total + 1);
    assert.equal(count(answer('ndjson')), total);
    assert.equal(JSON.parse(answer('json')).rows.length, total);
    assert.equal(count(answer('table').split('\n\n')[0]), total + 1);
    assert.equal(count(answer('md').split('\n\n')[0]), total + 2);
    const [section] = new RegExp(`<h2>${table}</h2>[^]*?</section>`, 'i').exec(answer('html'));
    assert.equal(section.match(/<tr><td>/g).length, total);
    assert.ok(answer('html', '3').includes(`<li>3 of ${spelled(total)} rows</li>`));
    assert.ok(answer('table', '3').includes(`\n3 of ${spelled(total)} rows\n`), answer('table', '3'));
  });
}

test('a report of HTML has the summary, the filter, the scopes and what could not be read', async () => {
  const file = join(folder, 'report.html');
  const { stdout } = await scanned('--format', 'html', '--output', file);
  assert.equal(stdout, '');
  const html = readFileSync(file, 'utf8');
  const { nodes, verdicts, findings } = fleet.summary();
  assert.ok(html.includes(`<td>Managed nodes</td><td class="number">${spelled(nodes)}</td>`));
  assert.ok(html.includes(`<td>Unreported</td><td class="number">${spelled(verdicts.unreported)}</td>`));
  assert.ok(html.includes(`<td>Findings: open patches, each on one node</td><td class="number">${spelled(findings)}</td>`));
  assert.ok(html.includes('<dt>Filter</dt><dd>severity&gt;=Important</dd>'));
  assert.match(html, /<li>Nothing is known of the patches of \d+ nodes?/);
  for (const { id } of fleet.scopes) assert.ok(html.includes(`<td>${id}</td>`));
  assert.ok(!html.includes('Not all is known'));
  const denied = { kind: 'fail', code: 'AccessDeniedException', message: 'No', status: 400 };
  const faults = ({ operation }) => (operation === 'DescribeInstancePatches' ? denied : undefined);
  const aws = await simulator({ fleet: { nodes: 12 }, faults });
  const partial = await command(['scan', '-q', '-f', 'html', '-t', 'summary'], { env: environment(aws.url, folder) });
  assert.equal(partial.code, 4, partial.stderr);
  assert.match(partial.stdout, /<strong>Not all is known<\/strong>[^]*A part of the fleet was not read/);
  assert.match(partial.stdout, /<h2>What could not be read<\/h2>[^]*<td>[^<]*AccessDeniedException/);
});

test('the simulator of the command line needs no account', async () => {
  const args = ['scan', '--simulate', '--table', 'summary', '--format', 'json', '--concurrency', '16'];
  const { code, stdout, stderr } = await command(args, { env: {} });
  assert.equal(code, 0, stderr);
  assert.ok(JSON.parse(stdout).nodes > 1_000, stdout);
});
