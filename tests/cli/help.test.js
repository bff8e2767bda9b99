/** The help of every command, and wrong arguments. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as diff from '../../cli/commands/diff.js';
import * as history from '../../cli/commands/history.js';
import * as scan from '../../cli/commands/scan.js';
import * as serve from '../../cli/commands/serve.js';
import { command } from './rig.js';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
const PACKAGE = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

for (const [name, { HELP, OPTIONS }] of Object.entries({ scan, serve, diff, history })) {
  test(`${name} --help has every option, and no other`, async () => {
    for (const args of [[name, '--help'], [name, '-h'], ['help', name]]) {
      assert.deepEqual(await command(args), { code: 0, stdout: HELP, stderr: '' });
    }
    const [told] = HELP.split('Examples:');
    const options = new Set([...told.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, it]) => it));
    assert.deepEqual([...options].sort(), [...Object.keys(OPTIONS), 'help'].sort());
    for (const [, short, long] of told.matchAll(/^ {2}-(\w), --([\w-]+)/gm)) {
      assert.equal(long === 'help' ? 'h' : OPTIONS[long].short, short);
    }
  });

  test(`the help of ${name} has examples with known options and fits a terminal`, () => {
    const [, examples] = HELP.split('Examples:');
    assert.match(examples, new RegExp(`npx patchlens ${name} `));
    for (const [, option] of examples.matchAll(/ --([\w-]+)/g)) {
      assert.ok(option in OPTIONS, option);
    }
    for (const line of HELP.split('\n')) assert.ok(line.length <= 100, line);
  });
}

test('the process prints the help and the version on standard output', () => {
  const printed = (...args) => execFileSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
  for (const name of ['scan', 'serve', 'diff', 'history']) assert.ok(printed('--help').includes(`  ${name} `), name);
  assert.equal(printed('--version'), `${PACKAGE.version}\n`);
  assert.equal(PACKAGE.bin.patchlens, 'cli/main.js');
});

const WRONG = [
  [[], /Usage: patchlens <command>/],
  [['nope'], /no command "nope".*scan, serve, diff, history/],
  [['scan', '--nope'], /Unknown option '--nope'/],
  [['scan', 'extra'], /"extra" is one argument too many/],
  [['scan', '--format', 'pdf'], /--format: expected table, csv, ndjson, md, html, json, got "pdf"/],
  [['scan', '--table', 'hosts'], /--table: expected nodes/],
  [['scan', '--filter', 'nope=1'], /--filter: .*nope/],
  [['scan', '--filter', 'kev=true'], /kev: the command line reads no list/],
  [['scan', '--fail-on', 'overdue=true'], /overdue: the command line has no targets/],
  [['scan', '--fail-on', ''], /--fail-on: the filter is empty/],
  [['scan', '--columns', 'nope'], /nope/],
  [['scan', '--bom'], /--bom: only --format csv/],
  [['scan', '--profile', ''], /--profile: the value is empty/],
  [['scan', '--profile', 'a', '--profile', ' '], /--profile: the value is empty/],
  [['scan', '--region', ','], /--region: the value is empty/],
  [['scan', '--columns', ''], /--columns: the value is empty/],
  [['scan', '--sort', ''], /--sort: the value is empty/],
  [['scan', '--sort', ','], /--sort: the value is empty/],
  [['scan', '--resume', ''], /--resume: the value is empty/],
  [['scan', '--exceptions', ''], /--exceptions: the value is empty/],
  [['diff', 'one', 'two', '--kind', ''], /--kind: the value is empty/],
  [['diff', 'one', ''], /NEW: the value is empty/],
  [['history', ''], /DIR: the value is empty/],
  [['scan', '--sort', 'nope'], /nope/],
  [['scan', '--limit', '-1'], /--limit/],
  [['scan', '--table', 'summary', '--limit', '1'], /--limit: a summary has no rows/],
  [['scan', '--concurrency', '0'], /--concurrency: expected a number from 1, got "0"/],
  [['scan', '--simulate', '--region', 'us-east-1'], /--simulate and --region exclude each other/],
  [['scan', '--endpoint', 'ftp://x'], /--endpoint: expected a URL/],
  [['scan', '--endpoint', 'http://example.com'], /^patchlens: --endpoint: "http:\/\/example.com\/" must be https:/],
  [['scan', '--endpoint', 'https://example.com/?a'], /^patchlens: --endpoint: .* must not have a query/],
  [['scan', '--region', 'nowhere'], /--region: expected a name like eu-central-1/],
  [['scan'], /There is no Region/],
  [['serve', '--port', 'x'], /--port: expected a number/],
  [['serve', '--port', '65536'], /--port: expected a number up to 65535/],
  [['serve', '--every', '5'], /--every: expected a time such as 30m/],
  [['serve', '--every', '25d'], /--every: .*at most 24d/],
  [['serve', '--snapshot', 'x', '--simulate'], /--snapshot and --simulate exclude each other/],
  [['serve', '--format', 'csv'], /Unknown option '--format'/],
  [['diff', 'one'], /NEW: the argument is missing/],
  [['diff', 'one', 'two', '--kind', 'new'], /--kind: expected opened, closed, still-open/],
  [['history'], /DIR: the argument is missing/],
];

for (const [args, message] of WRONG) {
  test(`wrong usage: patchlens ${args.join(' ')}`, async () => {
    // Keys, so that nothing but the argument is wrong.
    const env = { HOME: '/nowhere', PATH: '', AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'B' };
    const { code, stdout, stderr } = await command(args, { env });
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    assert.match(stderr, message);
  });
}
