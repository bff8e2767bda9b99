import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, must, ROOT, run, startProgram } from '../../scripts/process.mjs';

const QUIET = { output: 'keep' };
/** Prints the process id of a child that outlives it, and waits. */
const PARENT = 'sleep 60 & echo $!; wait';

async function assertEnds(pid) {
  for (let tries = 0; tries < 100; tries++) {
    if (!isRunning(pid)) return;
    await sleep(20);
  }
  assert.fail(`the process ${pid} runs on`);
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a program that runs out of time ends with its children', async () => {
  const result = await run('sh', ['-c', PARENT], { ...QUIET, timeoutMs: 500 });
  assert.equal(result.timedOut, true);
  assert.equal(result.exitCode, undefined);
  await assertEnds(Number(result.stdout));
});

test('a program that was started ends with its children', async () => {
  const { child, end } = startProgram('sh', ['-c', PARENT], { stdout: 'pipe' });
  const [pid] = await once(child.stdout, 'data');
  assert.ok(isRunning(Number(pid)));
  end();
  await assertEnds(Number(pid));
});

test('the result says how a program ended, and what it said', async () => {
  const result = await run('sh', ['-c', 'echo out; echo err >&2; exit 3'], QUIET);
  const { exitCode, failed, timedOut, stdout, stderr } = result;
  const expected = { exitCode: 3, failed: true, timedOut: false, stdout: 'out\n', stderr: 'err\n' };
  assert.deepEqual({ exitCode, failed, timedOut, stdout, stderr }, expected);
});

test('a program runs in the root of the repository, with our environment and more', async () => {
  const env = { PATCHLENS_TEST: 'more', PATCHLENS_GONE: undefined };
  process.env.PATCHLENS_GONE = 'here';
  const words = ['-c', 'pwd; echo "$PATCHLENS_TEST $PATCHLENS_GONE."; cat'];
  const output = await must('sh', words, { ...QUIET, env, input: 'typed' });
  delete process.env.PATCHLENS_GONE;
  assert.equal(output, `${ROOT}\nmore .\ntyped`);
});

test('a program that must succeed and fails is named, with what it said', async () => {
  const failing = must('sh', ['-c', 'echo out; echo err >&2; exit 3'], QUIET);
  await assert.rejects(failing, ({ message }) => {
    for (const part of ['exit code 3: sh -c', 'out', 'err']) assert.ok(message.includes(part));
    return true;
  });
  await assert.rejects(must('no-such-program', [], QUIET), /no-such-program/);
});

test('an answer comes trimmed, and none from a program that fails or is not there', async () => {
  assert.equal(await ask('sh', ['-c', 'echo; echo " answer "']), 'answer');
  assert.equal(await ask('sh', ['-c', 'echo answer; exit 1']), undefined);
  assert.equal(await ask('no-such-program', []), undefined);
});
