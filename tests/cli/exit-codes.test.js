/** `--fail-on` and the exit codes. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { Fleet, parseFilter } from 'patchlens/fleet';
import { FINDING_PROPERTIES } from '../../cli/fail-on.js';
import { command, environment, folderOf, REGION, simulator } from './rig.js';

const DAY_MS = 86_400_000;
const folder = folderOf('exit-codes');
const SNAPSHOT = join(folder, 'fleet.snapshot');
let env;
let aws;
/** Decides about the calls of a test. */
let fault;

before(async () => {
  aws = await simulator({
    fleet: { nodes: 24, mix: 'realistic', day: 3 },
    faults: (call) => fault?.(call),
  });
  env = environment(aws.url, folder);
  const { code } = await scan('--snapshot', SNAPSHOT);
  assert.equal(code, 0);
});

async function scan(...args) {
  return command(['scan', '--quiet', '--table', 'summary', '--format', 'json', ...args], { env });
}

const next = (...args) => scan('--previous', SNAPSHOT, ...args);

test('0 when nothing fulfils the filter', async () => {
  const { code, stderr } = await next('--fail-on', 'kb=KB0');
  assert.deepEqual([code, stderr], [0, '']);
});

test('3 when a finding fulfils the filter, with its name', async () => {
  const fleet = await Fleet.open(readFileSync(SNAPSHOT));
  const { total, rows } = fleet.findings({ limit: 1 });
  const [{ scopeId, instanceId, kb }] = rows;
  const { code, stderr } = await next('--fail-on', 'state!=Nonsense');
  assert.equal(code, 3);
  assert.ok(stderr.includes(`--fail-on state!=Nonsense: ${total} rows`), stderr);
  assert.ok(stderr.includes(`${scopeId} ${instanceId}`) && stderr.includes(kb), stderr);
  fleet.free();
});

test('a filter about nodes finds nodes without findings', async () => {
  const { code, stderr } = await next('--fail-on', 'verdict=unreported');
  assert.equal(code, 3);
  assert.match(stderr, /: unreported, /);
});

test('with OR, the tokens about nodes and those about findings are asked apart', async () => {
  assert.equal((await next('--fail-on', 'verdict=unreported | kb=KB0')).code, 3);
  assert.equal((await next('--fail-on', 'name=nobody | state!=Nonsense')).code, 3);
  assert.equal((await next('--fail-on', 'name=nobody | kb=KB0')).code, 0);
});

test('of several filters each is asked', async () => {
  assert.equal((await next('--fail-on', 'kb=KB0', '--fail-on', 'verdict=unreported')).code, 3);
});

test('0 when exceptions cover all that fulfils the filter', async () => {
  const fleet = await Fleet.open(readFileSync(SNAPSHOT));
  const [{ kb }] = fleet.patches({ limit: 1 }).rows;
  fleet.free();
  const file = join(folder, 'exceptions.json');
  const exception = { id: 'RISK-1', match: { kb }, reason: 'known' };
  writeFileSync(file, JSON.stringify([exception]));
  assert.equal((await next('--fail-on', `kb=${kb}`)).code, 3);
  assert.equal((await next('--fail-on', `kb=${kb}`, '--exceptions', file)).code, 0);
  const expired = { ...exception, until: '2020-01-01' };
  writeFileSync(file, JSON.stringify([expired]));
  assert.equal((await next('--fail-on', `kb=${kb}`, '--exceptions', file)).code, 3);
});

test('a filter of nodes about open patches leaves out nodes whose patches are all excepted', async () => {
  const fleet = await Fleet.open(readFileSync(SNAPSHOT));
  const kbs = fleet.patches({ limit: 10_000 }).rows.map(({ kb }) => kb);
  const open = fleet.nodes({ filter: parseFilter('missing>0 verdict=non-compliant stale=false', 'nodes'), limit: 1 });
  fleet.free();
  assert.ok(open.total > 0);
  const [{ instanceId, missing }] = open.rows;
  const file = join(folder, 'all.json');
  const exceptionsOf = (list) => list.map((kb, at) => ({ id: `RISK-${at}`, match: { kb }, reason: 'known' }));
  const node = `instanceId=${instanceId}`;
  const gate = (filter) => next('--fail-on', `${filter} ${node}`, '--exceptions', file);
  const name = await next('--fail-on', `missing>0 ${node}`);
  assert.equal(name.code, 3, `${missing}: ${name.stderr}`);
  writeFileSync(file, JSON.stringify(exceptionsOf([...new Set(kbs)])));
  const covered = await gate('missing>0');
  assert.equal(covered.code, 0, covered.stderr);
  // Gates on other properties, and on the verdict, do not change.
  assert.equal((await gate('platformType!=Nonsense')).code, 3);
  assert.equal((await gate('missing>0 verdict=excepted')).code, 3);
  writeFileSync(file, JSON.stringify(exceptionsOf(['KB0'])));
  assert.equal((await gate('missing>0')).code, 3);
});

test('2 when an age is asked for that no history decides, with the rows', async () => {
  const { code, stderr } = await scan('--fail-on', 'age>7d');
  assert.equal(code, 2);
  assert.match(stderr, /\d+ rows cannot be decided.*“at least”/s);
  assert.match(stderr, /^ {2}123456789012\/us-east-1 i-\w+/m);
  const { undecided } = await summaryOfFindings('age>7d');
  assert.ok(stderr.includes(`${undecided} rows cannot be decided`), `${undecided}: ${stderr}`);
});

async function summaryOfFindings(filter) {
  const args = ['scan', '--filter', filter, '--format', 'json', '--previous', SNAPSHOT];
  return JSON.parse((await command(args, { env })).stdout);
}

test('3 beats an age that is not decided', async () => {
  assert.equal((await next('--fail-on', 'age>7d', '--fail-on', 'verdict=unreported')).code, 3);
});

test('a history decides an age', async () => {
  const [past] = [Date.now() - 30 * DAY_MS];
  const old = await pastSnapshot(past);
  const { code, stderr } = await scan('--previous', old, '--fail-on', 'age>7d');
  assert.equal(code, 3, stderr);
});

/** The snapshot, as if it had been made at that time. */
async function pastSnapshot(time) {
  const file = join(folder, 'old.snapshot');
  const { Date: RealDate } = globalThis;
  const shift = time - RealDate.now();
  globalThis.Date = class extends RealDate {
    constructor(...parts) {
      super(...(parts.length === 0 ? [RealDate.now() + shift] : parts));
    }
    static now() {
      return RealDate.now() + shift;
    }
  };
  try {
    const args = ['scan', '-q', '-t', 'summary', '--snapshot', file];
    assert.equal((await command(args, { env, fetch: knowingTheAccount })).code, 0);
  } finally {
    globalThis.Date = RealDate;
  }
  return file;
}

/** STS refuses the signature of the past, of which a client of SSM corrects the time. */
function knowingTheAccount(request) {
  if (request.headers.has('x-amz-target')) return fetch(request);
  return Promise.resolve(new Response('<Account>123456789012</Account>'));
}

const DENIED = { kind: 'fail', status: 400, code: 'AccessDeniedException' };
const denied = ({ operation }) => (operation === 'DescribeInstancePatches' ? DENIED : undefined);

test('4 when nodes could not be read, unless that is allowed; 3 beats it', async () => {
  fault = denied;
  try {
    const { code, stderr } = await scan();
    assert.equal(code, 4);
    assert.match(stderr, /Could not read i-\w+ in 123456789012\/us-east-1: .*AccessDenied/);
    assert.equal((await scan('--allow-partial')).code, 0);
    assert.equal((await scan('--fail-on', 'kb=KB0')).code, 4);
    assert.equal((await scan('--fail-on', 'verdict=unreported')).code, 3);
  } finally {
    fault = undefined;
  }
});

test('4 when there is no node to check', async () => {
  const empty = await simulator({ fleet: { nodes: 0, stopped: 0 } });
  const args = ['scan', '--endpoint', empty.url, '--fail-on', 'severity=Critical'];
  const { code, stderr } = await command(args, { env });
  assert.equal(code, 4);
  assert.match(stderr, /there is no node/);
});

test('1 when nothing could be read', async () => {
  fault = () => DENIED;
  try {
    const { code, stdout, stderr } = await scan('--allow-partial');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /Nothing could be read:\n {2}.*us-east-1: .*policy/);
  } finally {
    fault = undefined;
  }
});

test('1 for files that are not there, not right or not writable', async () => {
  const bad = join(folder, 'bad.json');
  writeFileSync(bad, '[{ "id": 1 }]');
  for (const [args, message] of [
    [['--previous', 'nowhere'], /Cannot read nowhere: there is no such file/],
    [['--previous', bad], /bad\.json: /],
    [['--exceptions', bad], /bad\.json: exception 1: match/],
    [['--attributes', bad], /bad\.json: no column is named instanceId/],
    [['--output', join(folder, 'no', 'x')], /Cannot write .*there is no such file or folder/],
  ]) {
    const { code, stderr } = await scan(...args);
    assert.equal(code, 1, stderr);
    assert.match(stderr, message);
  }
});

test('the first time, the earlier snapshot need not be there where the new one is written', async () => {
  const file = join(folder, 'first.snapshot');
  const { code, stderr } = await scan('--previous', file, '--snapshot', file);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /not there yet: the history begins now/);
  assert.ok(existsSync(file));
});

test('attributes are columns of filters; a column that no node has is an error', async () => {
  const fleet = await Fleet.open(readFileSync(SNAPSHOT));
  const [{ instanceId }] = fleet.findings({ limit: 1 }).rows;
  fleet.free();
  const file = join(folder, 'attributes.json');
  writeFileSync(file, JSON.stringify([{ 'Instance ID': instanceId, Owner: 'payments' }]));
  const owned = ['--fail-on', 'tag.Owner=payments state!=Nonsense'];
  const { code, stderr } = await next('--attributes', file, ...owned);
  assert.equal(code, 3, stderr);
  assert.match(stderr, /1 nodes joined, 0 ids are not in the fleet/);
  const without = await next(...owned);
  assert.equal(without.code, 2);
  assert.match(without.stderr, /no node has the column tag\.Owner/);
});

test('3 beats a column that no node has, in another filter and in another part of the same', async () => {
  const absent = 'tag.Owner=payments';
  for (const gates of [
    ['--fail-on', absent, '--fail-on', 'verdict=unreported'],
    ['--fail-on', 'verdict=unreported', '--fail-on', absent],
    ['--fail-on', `${absent} | verdict=unreported`],
  ]) {
    const { code, stderr } = await next(...gates);
    assert.equal(code, 3, stderr);
    assert.match(stderr, /no node has the column tag\.Owner/);
    assert.match(stderr, /: unreported, /);
  }
  assert.equal((await next('--fail-on', absent, '--fail-on', 'kb=KB0')).code, 2);
});

test('an exception about a column that no node has is refused, and so is an empty condition', async () => {
  const fleet = await Fleet.open(readFileSync(SNAPSHOT));
  const [{ instanceId, kb }] = fleet.findings({ limit: 1 }).rows;
  fleet.free();
  const [file, owners] = [join(folder, 'where.json'), join(folder, 'owners.json')];
  writeFileSync(owners, JSON.stringify([{ instanceId, Owner: 'payments' }]));
  const gate = (where, ...more) => {
    writeFileSync(file, JSON.stringify([{ id: 'RISK-2', match: { kb }, where, reason: 'known' }]));
    return next('--fail-on', `kb=${kb}`, '--exceptions', file, ...more);
  };
  const where = 'tag.Owner!=prod';
  for (const absent of [where, parseFilter(where, 'nodes')]) {
    const { code, stderr } = await gate(absent);
    assert.equal(code, 1, stderr);
    assert.match(stderr, /where\.json: exception 1: where: no node has the column tag\.Owner/);
  }
  assert.equal((await gate(where, '--attributes', owners)).code, 0);
  for (const empty of ['', '  ', {}, { tokens: [], operation: 'and' }]) {
    const { code, stderr } = await gate(empty);
    assert.equal(code, 1, stderr);
    assert.match(stderr, /where\.json: exception 1: where: the filter is empty/);
  }
});

test('several Regions, each profile once for an account', async () => {
  const scopes = [REGION, 'eu-west-1'].map((region) => ({
    account: '123456789012',
    region,
    fleet: { nodes: 8 },
  }));
  const two = await simulator({ scopes });
  const args = ['scan', '--endpoint', two.url, '--region', `${REGION},eu-west-1`, '-t', 'nodes', '-f', 'json'];
  const { code, stdout, stderr } = await command(args, { env });
  assert.equal(code, 0, stderr);
  const ids = JSON.parse(stdout).rows.map(({ scopeId }) => scopeId);
  assert.deepEqual([...new Set(ids)].sort(), ['123456789012/eu-west-1', '123456789012/us-east-1']);
});

test('the properties of findings are those of the page about filters', () => {
  const page = readFileSync(new URL('../../docs/filters.md', import.meta.url), 'utf8');
  const [, section] = /^## Findings\n([^]*?)^## /m.exec(page);
  const told = [...section.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, names]) => names.match(/\w+/g));
  assert.deepEqual(told, FINDING_PROPERTIES);
});
