/** Scans that end anywhere, and go on from the bytes of their checkpoint. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Fleet, scanFleet } from 'patchlens/fleet';
import { serve } from '../../simulator/serve.js';
import { scopeOf } from '../js/fleet/scan-rig.js';
import { tablesOf } from './resume.js';

const PROGRAM = fileURLToPath(new URL('resume-program.js', import.meta.url));
const LIMIT = { timeout: 240_000 };
const PATCHES = 'DescribeInstancePatches';
const STATES = 'DescribeInstancePatchStates';
/** Each scan waits for its own pace, so that many at once take as long as one. */
const AT_ONCE = 320;
const NODES = 560;

test('a scan cut after any of 300 requests goes on to the same fleet', LIMIT, async () => {
  const whole = scopeOf({ nodes: NODES });
  const expected = tablesOf(await scanFleet(whole));
  assert.ok(whole.requests.length > 300, `${whole.requests.length} requests`);
  const cuts = whole.requests.map((_, at) => at).slice(1);
  for (let at = 0; at < cuts.length; at += AT_ONCE) {
    await Promise.all(cuts.slice(at, at + AT_ONCE).map((cut) => cutAfter(cut, expected)));
  }
});

async function cutAfter(cut, expected) {
  const scope = scopeOf({ nodes: NODES });
  const first = await scanFleet(scope, { maxRequests: cut });
  const checkpoint = first.checkpoint();
  first.free();
  assert.equal(scope.requests.length, cut);
  const second = await scanFleet(scope, { resume: checkpoint });
  assert.deepEqual(tablesOf(second), expected, `cut after ${cut} requests`);
  second.free();
  const asked = nodesAsked(scope.requests);
  assert.equal(new Set(asked).size, asked.length, `a node was asked twice, cut after ${cut}`);
}

/** What was asked of each node. */
function nodesAsked(requests) {
  return requests.flatMap(({ operation, input: { InstanceId, InstanceIds = [] } }) => [
    ...InstanceIds.map((id) => `${operation} ${id}`),
    ...(operation === PATCHES ? [`${operation} ${InstanceId}`] : []),
  ]);
}

let aws;
let calls = [];
let onCall;
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'resume-'));
  aws = await serve({
    fleet: { nodes: 120 },
    faults: (call) => {
      calls.push(call);
      onCall?.(calls.length);
    },
  });
});
after(async () => {
  await aws?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a process killed at a request is followed by another one', LIMIT, async () => {
  const expected = await scanned(join(folder, 'whole'));
  const total = calls.length;
  assert.ok(total > 60, `${total} requests`);
  for (const share of [0.05, 0.3, 0.6, 0.95]) {
    const file = join(folder, `killed-${share}`);
    await killedAt(Math.ceil(total * share), file);
    const kept = existsSync(file) ? await nodesKept(file) : [];
    calls = [];
    assert.deepEqual(await scanned(file), expected, `killed after ${share} of the requests`);
    const asked = nodesAsked(calls);
    const again = kept.filter((it) => asked.includes(it));
    assert.deepEqual(again, [], `killed after ${share} of the requests`);
    if (share > 0.5) assert.ok(kept.length > 0, 'the checkpoint has no findings');
  }
});

/** What the checkpoint says was read of nodes: their states, and findings where there are some. */
async function nodesKept(file) {
  const fleet = await Fleet.open(readFileSync(file));
  const { nodes, findings } = tablesOf(fleet);
  fleet.free();
  const states = nodes.filter(([, , , missing]) => missing !== undefined);
  return [
    ...states.map(([id]) => `${STATES} ${id}`),
    ...new Set(findings.map(([id]) => `${PATCHES} ${id}`)),
  ];
}

async function killedAt(call, file) {
  calls = [];
  const child = run(file);
  onCall = (count) => count === call && child.kill('SIGKILL');
  const { signal } = await ended(child);
  onCall = undefined;
  assert.equal(signal, 'SIGKILL');
}

async function scanned(file) {
  const child = run(file);
  const { code, text } = await ended(child);
  assert.equal(code, 0);
  return JSON.parse(text);
}

function run(file) {
  const stdio = ['ignore', 'pipe', 'inherit'];
  return spawn(process.execPath, [PROGRAM, aws.url, file], { stdio, timeout: 60_000 });
}

async function ended(child) {
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  return new Promise((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, text })),
  );
}
