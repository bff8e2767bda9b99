/** Questions to a source as signals: asked again, answered late, failed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageCode } from './page-code.js';

const { answer, signal, WindowRows } = await pageCode(
  'answer',
  'window-rows',
  '@preact/signals',
);

/** A source that answers when it is told to. */
function slow() {
  const asked = [];
  const ask = (question) =>
    new Promise((resolve, reject) => asked.push({ question, resolve, reject }));
  return { asked, ask };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('a question is asked again when a signal changes that it reads', async () => {
  const text = signal('a');
  const { value } = answer(async () => text.value.toUpperCase());
  await settled();
  assert.equal(value.value, 'A');
  text.value = 'b';
  await settled();
  assert.equal(value.value, 'B');
});

test('an answer that comes after a newer question is dropped', async () => {
  const text = signal('old');
  const { asked, ask } = slow();
  const { value } = answer(() => ask(text.value));
  text.value = 'new';
  asked[1].resolve('answer to new');
  await settled();
  asked[0].resolve('answer to old');
  await settled();
  assert.equal(value.value, 'answer to new');
});

test('the last answer stays until the next, and goes with the source', async () => {
  const text = signal('one');
  const { asked, ask } = slow();
  const { value } = answer(() => (text.value ? ask(text.value) : undefined));
  asked[0].resolve(1);
  await settled();
  text.value = 'two';
  assert.equal(value.value, 1);
  text.value = '';
  assert.equal(value.value, undefined);
  asked[1].resolve(2);
  await settled();
  assert.equal(value.value, undefined);
});

test('an error stands in the place of the answer until the next one', async () => {
  const text = signal('one');
  const { asked, ask } = slow();
  const { value, error, dispose } = answer(() => ask(text.value));
  asked[0].reject(new Error('broken'));
  await settled();
  assert.equal(error.value.message, 'broken');
  assert.equal(value.value, undefined);
  text.value = 'two';
  asked[1].resolve(2);
  await settled();
  assert.deepEqual([value.value, error.value], [2, undefined]);
  dispose();
  text.value = 'three';
  assert.equal(asked.length, 2, 'nothing is asked any more');
});

/** Answers with the numbers from `offset`, after noting the page. */
function numbers(total, pages = []) {
  const ask = async ({ offset, limit }) => {
    pages.push([offset, limit]);
    const count = Math.max(0, Math.min(limit, total - offset));
    return { total, undecided: 0, rows: Array.from({ length: count }, (_, at) => offset + at) };
  };
  return { ask, pages };
}

test('only the pages in sight are asked for, once', async () => {
  const rows = new WindowRows();
  const { ask, pages } = numbers(1000);
  rows.ask(ask);
  await settled();
  assert.equal(rows.rows.value.total, 1000);
  assert.equal(rows.rows.value.at(42), 42);
  assert.equal(rows.rows.value.at(500), undefined);
  rows.show([495, 496, 505, 0]);
  rows.show([495, 496, 505, 0]);
  await settled();
  assert.deepEqual(pages, [[0, 100], [400, 100], [500, 100]]);
  assert.equal(rows.rows.value.at(505), 505);
});

test('rows stay while the next question is asked, which is for the pages in sight', async () => {
  const rows = new WindowRows();
  rows.ask(numbers(1000).ask, 'first');
  await settled();
  rows.show([450]);
  await settled();
  const { ask, pages } = numbers(900);
  rows.ask(ask, 'second');
  assert.deepEqual([rows.rows.value.subject, rows.rows.value.total], ['first', 1000]);
  await settled();
  assert.deepEqual([rows.rows.value.subject, rows.rows.value.total], ['second', 900]);
  assert.deepEqual(pages, [[400, 100]]);
});

test('rows of an earlier question are dropped, also when they come last', async () => {
  const rows = new WindowRows();
  const { asked, ask } = slow();
  rows.ask(ask);
  rows.ask(ask);
  asked[1].resolve({ total: 1, undecided: 0, rows: ['new'] });
  await settled();
  asked[0].resolve({ total: 1, undecided: 0, rows: ['old'] });
  await settled();
  assert.equal(rows.rows.value.at(0), 'new');
});

test('pages out of sight are dropped, and asked for again when they are back', async () => {
  const rows = new WindowRows();
  const { ask, pages } = numbers(100_000);
  rows.ask(ask);
  for (let at = 0; at < 50_000; at += 1000) {
    rows.show([at]);
    await settled();
  }
  assert.equal(rows.rows.value.at(0), undefined);
  rows.show([0]);
  await settled();
  assert.equal(rows.rows.value.at(0), 0);
  assert.equal(pages.length, 51);
});

test('a page that failed is an error, and can be asked for again', async () => {
  const rows = new WindowRows();
  let broken = true;
  const { ask } = numbers(10);
  rows.ask(async (page) => {
    if (broken) throw new Error('broken');
    return ask(page);
  });
  await settled();
  assert.equal(rows.error.value.message, 'broken');
  broken = false;
  rows.retry();
  await settled();
  assert.equal(rows.error.value, undefined);
  assert.equal(rows.rows.value.total, 10);
});
