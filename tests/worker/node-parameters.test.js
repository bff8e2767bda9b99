/** Nodes become parameters that D1 takes, however much is open on them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workerCode } from './worker-code.js';

const { parameters, withinLimit } = await workerCode('.', ['store-nodes']);
/** What D1 takes of a text. */
const LIMIT = 2_000_000;

const finding = (at) => ({ kb: `KB${at}`, title: `ü ${at} ${'x'.repeat(200)}`, state: 'Missing', cves: [], firstSeen: 1 });
const node = (id, findings) => ({ id, opEnd: 1, findings: Array.from({ length: findings }, (_, at) => finding(at)) });
const bytes = (text) => Buffer.byteLength(text);

test('the findings of all nodes are in parameters of a megabyte, in their order', () => {
  const nodes = Array.from({ length: 300 }, (_, at) => node(`i-${at}`, at % 7 ? 100 : 0));
  const texts = [...parameters(nodes)];
  assert.ok(texts.length > 5);
  assert.ok(texts.every((text) => bytes(text) < 1_001_000));
  assert.deepEqual(texts.flatMap((text) => JSON.parse(text)), nodes);
});

test('at most 250 nodes are in one parameter', () => {
  const nodes = Array.from({ length: 501 }, (_, at) => node(`i-${at}`, 0));
  assert.deepEqual([...parameters(nodes)].map((text) => JSON.parse(text).length), [250, 250, 1]);
  assert.deepEqual([...parameters([])], []);
});

test('a node with more than a megabyte stands alone, and one with more than D1 takes says so', () => {
  const [some, large, huge] = [node('i-1', 10), node('i-2', 5_000), node('i-3', 9_000)];
  const texts = [...parameters([some, large, huge, some])];
  assert.ok(texts.every((text) => bytes(text) < LIMIT));
  const [first, second, third] = texts.map((text) => JSON.parse(text));
  assert.deepEqual([first, second], [[some], [large]]);
  assert.deepEqual(third.map(({ id, findings }) => [id, findings?.length]), [['i-3', undefined], ['i-1', 10]]);
  assert.deepEqual([withinLimit(large), withinLimit(huge)], [large, third[0]]);
  assert.equal(third[0].error, '9000 open patches are more than the database takes of one node');
});
