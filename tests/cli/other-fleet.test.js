/** Snapshots and checkpoints of another fleet than the one that is read. */
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { scanFleet } from 'patchlens/fleet';
import { command, environment, folderOf, REGION, simulator } from './rig.js';

const ACCOUNT = '123456789012';
const folder = folderOf('other-fleet');
const file = (name) => join(folder, name);
let env;

before(async () => {
  const scopes = [REGION, 'eu-west-1'].map((region) => ({ account: ACCOUNT, region, fleet: { nodes: 6 } }));
  const aws = await simulator({ scopes });
  env = environment(aws.url, folder);
  for (const region of scopes.map((it) => it.region)) await interrupted(region, region);
  await interrupted('both', `${REGION},eu-west-1`);
});

/** Leaves a checkpoint, as Ctrl+C does in the middle of a scan. */
async function interrupted(name, regions) {
  const stop = new AbortController();
  const fetch = (request) => {
    if (request.headers.get('x-amz-target')?.endsWith('DescribeInstancePatchStates')) stop.abort();
    return globalThis.fetch(request);
  };
  const args = ['scan', '--region', regions, '--resume', file(name)];
  const { code, stderr } = await command(args, { env, fetch, signal: stop.signal });
  assert.equal(code, 130, stderr);
}

/** A command, with the operations of SSM that it called. */
async function watched(args) {
  const targets = [];
  const fetch = (request) => {
    const target = request.headers.get('x-amz-target');
    if (target) targets.push(target);
    return globalThis.fetch(request);
  };
  return { ...(await command(args, { env, fetch })), targets };
}

async function resumed(name, ...args) {
  const copy = file(`${name}.copy`);
  copyFileSync(file(name), copy);
  const answer = await watched(['scan', '-q', '-t', 'summary', '--resume', copy, ...args]);
  return { ...answer, isKept: () => readFileSync(copy).equals(readFileSync(file(name))) };
}

for (const [name, args] of [
  ['eu-west-1', ['--region', REGION]],
  ['both', ['--region', REGION]],
  [REGION, ['--region', `${REGION},eu-west-1`]],
  [REGION, ['--simulate']],
]) {
  test(`the checkpoint of ${name} is not that of a scan with ${args.join(' ')}`, async () => {
    const { code, stdout, stderr, targets, isKept } = await resumed(name, ...args);
    assert.deepEqual([code, stdout], [1, ''], stderr);
    assert.match(stderr, /\.copy is the checkpoint of another scan, of 123456789012\/\S+.*; this one reads /);
    assert.deepEqual(targets, []);
    assert.ok(isKept(), 'the checkpoint is not changed');
  });
}

test('a checkpoint goes on with the scopes that its earlier snapshot had besides', async () => {
  const both = file('both.snapshot');
  await command(['scan', '--region', `${REGION},eu-west-1`, '--snapshot', both], { env });
  const stop = new AbortController();
  const fetch = (request) => {
    if (request.headers.get('x-amz-target')?.includes('Patch')) stop.abort();
    return globalThis.fetch(request);
  };
  const args = ['scan', '-q', '-t', 'summary', '--previous', both, '--resume', file('go-on')];
  assert.equal((await command(args, { env, fetch, signal: stop.signal })).code, 130);
  const { code, stderr } = await command(args, { env });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Goes on from/);
  assert.match(stderr, /123456789012\/eu-west-1 is as it was at 20/);
});

test('an earlier snapshot of another fleet is refused before a request', async () => {
  const other = file('simulated.snapshot');
  const client = { region: REGION, send: async () => Promise.reject(new Error('none')) };
  writeFileSync(other, (await scanFleet([{ id: '999999999999/us-east-1', client }])).snapshot());
  const { code, stderr, targets } = await watched(['scan', '--previous', other]);
  assert.equal(code, 1);
  assert.match(stderr, /simulated\.snapshot is of another fleet, of 999999999999\/us-east-1; this scan reads 123456789012/);
  assert.deepEqual(targets, []);
});

test('a scope that was never read is not said to be of a time', async () => {
  const mixed = file('mixed.snapshot');
  const denied = { region: REGION, send: async () => Promise.reject(new Error('none')) };
  const ids = ['999999999999/us-east-1', `${ACCOUNT}/${REGION}`];
  const fleet = await scanFleet(ids.map((id) => ({ id, client: denied })));
  writeFileSync(mixed, fleet.snapshot());
  const { stderr } = await command(['scan', '-q', '--previous', mixed], { env });
  assert.match(stderr, /999999999999\/us-east-1 was never read: it was not asked for now/);
  assert.ok(!stderr.includes('undefined'), stderr);
});
