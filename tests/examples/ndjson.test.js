/** The Worker's stream, for a client that is slow, goes away, or reads to the end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ndjson } from '../../examples/worker/src/ndjson.js';
import { linesOf } from './worker-rig.js';

/** A stream of `count` batches of two lines; reading the batch `failAt` fails. */
async function streamOf(count, { failAt = Infinity } = {}) {
  const log = { pulled: 0, chunks: 0, ended: 0 };
  async function* batches() {
    for (let batch = 0; batch < count; batch++) {
      log.pulled += 1;
      if (batch === failAt) throw new Error('secret');
      yield [{ batch, line: 1 }, { batch, line: 2 }];
    }
  }
  const abort = new AbortController();
  const iterator = batches();
  const stream = ndjson(iterator, await iterator.next(), {
    abort,
    describe: () => ({ code: 'service' }),
    onChunk: () => (log.chunks += 1),
    onEnd: () => (log.ended += 1),
  });
  return { stream, log, abort };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

test('a batch is read when there is room for it, and not before', async () => {
  const { stream, log } = await streamOf(50);
  await turn();
  assert.equal(log.pulled, 1, 'the first, which was read already');
  const reader = stream.getReader();
  for (let read = 1; read <= 5; read++) {
    await reader.read();
    await turn();
    assert.equal(log.pulled, read);
  }
});

test('a stream ends with the number of its lines, once', async () => {
  const { stream, log } = await streamOf(3);
  const lines = linesOf(await new Response(stream).text());
  assert.equal(lines.length, 7);
  assert.deepEqual(lines.at(-1), { end: { count: 6 } });
  assert.deepEqual(log, { pulled: 3, chunks: 4, ended: 1 });
});

test('an error is the last line, without its message, and not an end', async () => {
  const { stream, log } = await streamOf(5, { failAt: 2 });
  const text = await new Response(stream).text();
  const lines = linesOf(text);
  assert.equal(lines.length, 5);
  assert.deepEqual(lines.at(-1), { error: { code: 'service' } });
  assert.ok(!text.includes('secret'));
  assert.equal(log.ended, 0);
});

test('a client that goes away aborts the paginator, with its reason', async () => {
  const { stream, log, abort } = await streamOf(50);
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel('enough');
  await turn();
  assert.equal(abort.signal.reason, 'enough');
  assert.equal(log.pulled, 1);
  assert.equal(log.ended, 0);
});
