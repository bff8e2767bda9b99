/** What the Worker's stream does for a reader that is slow, goes away, or is there to the end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ndjson } from '../../examples/worker/src/ndjson.js';
import { linesOf } from './worker-rig.js';

/** A stream over `count` batches of two lines; `failAt` is the batch that cannot be read. */
async function streamOf(count, { failAt = Infinity } = {}) {
  const log = { asked: 0, chunks: 0, ended: 0 };
  async function* batches() {
    for (let batch = 0; batch < count; batch++) {
      log.asked += 1;
      if (batch === failAt) throw new Error('secret');
      yield [{ batch, line: 1 }, { batch, line: 2 }];
    }
  }
  const abort = new AbortController();
  const iterator = batches();
  const stream = ndjson(iterator, await iterator.next(), {
    abort,
    described: () => ({ code: 'service' }),
    onChunk: () => (log.chunks += 1),
    onEnd: () => (log.ended += 1),
  });
  return { stream, log, abort };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

test('a batch is asked for when there is room for it, and not before', async () => {
  const { stream, log } = await streamOf(50);
  await turn();
  assert.equal(log.asked, 1, 'the first, which was read before');
  const reader = stream.getReader();
  for (let read = 1; read <= 5; read++) {
    await reader.read();
    await turn();
    assert.equal(log.asked, read);
  }
});

test('read to its end it says how many lines there were, once', async () => {
  const { stream, log } = await streamOf(3);
  const lines = linesOf(await new Response(stream).text());
  assert.equal(lines.length, 7);
  assert.deepEqual(lines.at(-1), { end: { count: 6 } });
  assert.deepEqual(log, { asked: 3, chunks: 4, ended: 1 });
});

test('an error is the last line, without its message, and is no end', async () => {
  const { stream, log } = await streamOf(5, { failAt: 2 });
  const text = await new Response(stream).text();
  const lines = linesOf(text);
  assert.equal(lines.length, 5);
  assert.deepEqual(lines.at(-1), { error: { code: 'service' } });
  assert.ok(!text.includes('secret'));
  assert.equal(log.ended, 0);
});

test('a reader that goes away aborts the reading, with its reason', async () => {
  const { stream, log, abort } = await streamOf(50);
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel('enough');
  await turn();
  assert.equal(abort.signal.reason, 'enough');
  assert.equal(log.asked, 1);
  assert.equal(log.ended, 0);
});
