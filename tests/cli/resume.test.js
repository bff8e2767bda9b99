/** A scan that is killed or interrupted, and run again, has the result of one that was not. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Fleet } from 'patchlens/fleet';
import { tablesOf } from '../fleet/resume.js';
import { environment, folderOf, simulator } from './rig.js';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
const KILLS = 20;
/** After so many requests of a scan there is a checkpoint. */
const LEAST = 12;
/** A scan has so many more requests, at random, before it is killed. */
const SPREAD = 12;
/** So large that a scan that was killed so often still has nodes to read. */
const NODES = 2_000;
const PATIENCE_MS = 20_000;
const folder = folderOf('resume');
let env;
let expected;
/** How many requests the simulator has received, and from which on it answers none. */
let received = 0;
let silentFrom = Infinity;

before(async () => {
  const faults = () => {
    received += 1;
    return received > silentFrom ? { kind: 'stall' } : undefined;
  };
  const aws = await simulator({ fleet: { nodes: NODES, mix: 'realistic' }, faults });
  env = environment(aws.url, folder);
  expected = await tablesIn('whole');
  assert.ok(received > KILLS * (LEAST + SPREAD), `a scan of ${NODES} nodes has only ${received} requests`);
});

/** A scan in a process of its own. */
function started(name) {
  const file = (ending) => join(folder, `${name}.${ending}`);
  const checkpoints = ['--resume', file('checkpoint'), '--checkpoint-every', '0'];
  const args = ['scan', '-t', 'summary', '--snapshot', file('snapshot'), '-q', ...checkpoints];
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].on('data', (chunk) => (said[stream] += chunk));
  const ended = new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, ...said }));
  });
  return { child, ended, file };
}

async function tablesIn(name) {
  silentFrom = Infinity;
  const { ended, file } = started(name);
  const { code, stderr } = await ended;
  assert.equal(code, 0, stderr);
  assert.ok(!existsSync(file('checkpoint')), 'nothing goes on from a complete scan');
  const fleet = await Fleet.open(readFileSync(file('snapshot')));
  const tables = tablesOf(fleet);
  // The findings of a node are in the order in which patches were first read.
  tables.findings.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  fleet.free();
  return { tables, said: stderr };
}

test('killed at 20 random moments, a scan has the result of one that was not', async () => {
  for (let at = 0; at < KILLS; at += 1) {
    const { child, ended } = await startedAndSilent('killed', LEAST + Math.floor(SPREAD * Math.random()));
    child.kill('SIGKILL');
    const { signal, stdout, stderr } = await ended;
    assert.deepEqual([signal, stdout], ['SIGKILL', ''], 'half a result is not printed');
    assert.equal(stderr.includes('Goes on from'), at > 0);
  }
  const { tables, said } = await tablesIn('killed');
  assert.deepEqual(tables, expected.tables);
  assert.match(said, /Goes on from/);
});

/** A scan that has written a checkpoint and waits for an answer, so that it cannot end by itself. */
async function startedAndSilent(name, requests) {
  const checkpoint = join(folder, `${name}.checkpoint`);
  const timeOf = () => (existsSync(checkpoint) ? statSync(checkpoint).mtimeMs : 0);
  const before = timeOf();
  silentFrom = received + requests;
  const scan = started(name);
  let end;
  scan.ended.then((it) => (end = it));
  const last = Date.now() + PATIENCE_MS;
  while (timeOf() === before || received <= silentFrom) {
    assert.ok(!end, `ended after ${received} requests, before ${silentFrom}: ${JSON.stringify(end)}`);
    assert.ok(Date.now() < last, `${received} requests, and ${silentFrom} are waited for`);
    await setTimeout(5);
  }
  return scan;
}

test('Ctrl+C ends within two seconds, says how to go on, and exits with 130', async () => {
  const { child, ended, file } = await startedAndSilent('interrupted', LEAST);
  const start = performance.now();
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  assert.ok(performance.now() - start < 2_000);
  assert.deepEqual([code, stdout], [130, '']);
  assert.match(stderr, /Interrupted; the same command goes on from .*interrupted\.checkpoint/);
  assert.ok(!existsSync(file('snapshot')));
  assert.deepEqual((await tablesIn('interrupted')).tables, expected.tables);
});
