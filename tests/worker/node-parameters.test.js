/** Nodes become parameters that D1 takes, however much is open on them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workerCode } from './worker-code.js';

const { parameters, withinLimit } = await workerCode('.', ['node-parameters']);
/** What D1 takes of a text. */
const LIMIT = 2_000_000;

const finding = (at, more) => {
  const patch = { kb: `KB${at}`, title: `ü ${at} ${'x'.repeat(200)}`, classification: 'Security', severity: 'Low' };
  return { ...patch, state: at % 3 ? 'Missing' : 'Failed', cves: [`CVE-2026-${at}`], firstSeen: at, ...more };
};
const node = (id, findings) => ({ id, opEnd: 1, findings: Array.from({ length: findings }, (_, at) => finding(at)) });
const bytes = (text) => Buffer.byteLength(text);
const read = (nodes) => [...parameters(nodes)].map((text) => JSON.parse(text));

/** The nodes of a text, with the patches in their findings again. */
function nodesOf({ patches, nodes }) {
  const findingOf = ([number, state, firstSeen]) => ({ ...patches[number], state, firstSeen });
  return nodes.map(({ findings, ...rest }) => ({ ...rest, findings: findings.map(findingOf) }));
}

test('the findings of all nodes are in parameters of a megabyte, in their order', () => {
  const own = (at) => Array.from({ length: at % 7 ? 100 : 0 }, (_, patch) => finding(at * 100 + patch));
  const nodes = Array.from({ length: 300 }, (_, at) => ({ id: `i-${at}`, opEnd: at, findings: own(at) }));
  const texts = [...parameters(nodes)];
  assert.ok(texts.length > 5);
  assert.ok(texts.every((text) => bytes(text) < 1_001_000));
  assert.deepEqual(texts.flatMap((text) => nodesOf(JSON.parse(text))), nodes);
});

test('a patch of many nodes is in a parameter once', () => {
  const nodes = Array.from({ length: 200 }, (_, at) => node(`i-${at}`, 50));
  const [parameter, ...others] = read(nodes);
  assert.deepEqual(others, []);
  assert.equal(parameter.patches.length, 50);
  assert.deepEqual(nodesOf(parameter), nodes);
});

test('nodes that miss many of the same patches share a parameter', () => {
  const nodes = Array.from({ length: 20 }, (_, at) => node(`i-${at}`, 600));
  const [parameter, ...others] = read(nodes);
  assert.deepEqual(others, []);
  assert.deepEqual(nodesOf(parameter), nodes);
});

test('a patch has what all its findings say of it, in whatever order they come', () => {
  const parts = [
    { severity: undefined, classification: 'Bugfix', cves: ['CVE-2026-1', 'CVE-2026-2'] },
    { severity: 'Important', classification: undefined, cves: [] },
    { severity: 'Low', classification: undefined, cves: ['CVE-2026-2', 'CVE-2026-3'] },
  ].map((more) => finding(1, more));
  for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0]]) {
    const nodes = order.map((at) => ({ id: `i-${at}`, opEnd: 1, findings: [parts[at]] }));
    const [{ patches }] = read(nodes);
    assert.equal(patches.length, 1);
    const [{ severity, classification, cves }] = patches;
    assert.deepEqual([severity, classification], ['Low', 'Bugfix']);
    assert.deepEqual(cves.sort(), ['CVE-2026-1', 'CVE-2026-2', 'CVE-2026-3']);
  }
});

test('patches of one KB number or one title are patches of their own', () => {
  const findings = [finding(1), finding(1, { title: 'other' }), finding(1, { kb: 'KB2' })];
  const [{ patches, nodes }] = read([{ id: 'i-1', opEnd: 1, findings }]);
  assert.equal(patches.length, 3);
  assert.deepEqual(nodes[0].findings.map(([number]) => number), [0, 1, 2]);
});

test('at most 250 nodes are in one parameter', () => {
  const nodes = Array.from({ length: 501 }, (_, at) => node(`i-${at}`, 0));
  assert.deepEqual(read(nodes).map((parameter) => parameter.nodes.length), [250, 250, 1]);
  assert.deepEqual([...parameters([])], []);
});

test('a node without findings has none in its parameter, and one whose findings are unknown says nothing', () => {
  const [{ nodes }] = read([node('i-1', 0), { id: 'i-2', opEnd: 1 }]);
  assert.deepEqual(nodes, [{ id: 'i-1', opEnd: 1, findings: [] }, { id: 'i-2', opEnd: 1 }]);
});

test('a node with more than a megabyte stands alone, and one with more than D1 takes says so', () => {
  const [some, large, huge] = [node('i-1', 10), node('i-2', 4_000), node('i-3', 9_000)];
  const texts = [...parameters([some, large, huge, some])];
  assert.ok(texts.every((text) => bytes(text) < LIMIT));
  const [first, second, third] = texts.map((text) => JSON.parse(text));
  assert.deepEqual([first, second].map(nodesOf), [[some], [large]]);
  assert.deepEqual(third.nodes.map(({ id, findings }) => [id, findings?.length]), [['i-3', undefined], ['i-1', 10]]);
  assert.deepEqual(withinLimit(large), large);
  assert.equal(withinLimit(huge).findings, undefined);
  assert.equal(third.nodes[0].error, '9000 open patches are more than the database takes of one node');
});

test('CVEs that each node has of its own count as bytes of the parameter', () => {
  const cves = (at) => Array.from({ length: 300 }, (_, number) => `CVE-2026-${at}-${number}`);
  const nodes = Array.from({ length: 240 }, (_, at) => ({ id: `i-${at}`, opEnd: 1, findings: [finding(1, { cves: cves(at) })] }));
  assert.ok([...parameters(nodes)].every((text) => bytes(text) < 1_010_000));
});
