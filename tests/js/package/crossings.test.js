/** How often a call crosses between JavaScript and WebAssembly, in either direction. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

let crossings = 0;
const counted =
  (call) =>
  (...args) => {
    crossings += 1;
    return call(...args);
  };
const countedMembers = (object) =>
  Object.fromEntries(
    Object.entries(object).map(([name, member]) => [
      name,
      typeof member === 'function' ? counted(member) : member,
    ]),
  );

// Counts from the module's instantiation on, which is the first client's, or each fleet's.
const { Instance } = WebAssembly;
WebAssembly.Instance = function (module, imports) {
  const modules = Object.entries(imports).map(([name, it]) => [name, countedMembers(it)]);
  const instance = new Instance(module, Object.fromEntries(modules));
  return { exports: countedMembers(instance.exports) };
};
WebAssembly.Instance.prototype = Instance.prototype;

const { clientOf, KEYS, NODE_ID, REGION, scripted } = await import('../conversation.js');
const { signRequest } = await import('patchlens');
const { Fleet } = await import('patchlens/fleet');

/** The crossings of a call that returns these patches. */
async function crossingsOf(patches) {
  const client = clientOf(scripted({ Patches: patches }));
  const call = () => client.describeInstancePatches({ InstanceId: NODE_ID });
  await call(); // The first call reads the output model, and derives the signing key.
  crossings = 0;
  const { Patches } = await call();
  assert.equal(Patches.length, patches.length);
  return crossings;
}

const patch = (InstalledTime) => ({ Title: 'a', State: 'Installed', CVEIds: 'CVE-1', InstalledTime });

for (const [what, time] of [
  ['in seconds', 1_700_000_000.123],
  ['as texts', '2023-11-14T22:13:20.123Z'],
]) {
  test(`a call crosses as often for 1 patch as for 100, with timestamps ${what}`, async (t) => {
    const one = await crossingsOf([patch(time)]);
    const hundred = await crossingsOf(Array.from({ length: 100 }, () => patch(time)));
    t.diagnostic(`${one} crossings`);
    assert.ok(one > 5, 'crossings are counted');
    assert.equal(hundred, one);
  });
}

/** The crossings of a signature for a request like an earlier one. */
async function crossingsOfSignature(request) {
  const options = { credentials: KEYS, region: REGION, service: 'ssm' };
  const whole = { method: 'POST', url: 'https://example.amazonaws.com/', ...request };
  await signRequest(whole, options);
  crossings = 0;
  await signRequest(whole, options);
  return crossings;
}

test('a signature crosses as often for a long request as for a short one', async (t) => {
  const short = await crossingsOfSignature({ body: 'a' });
  const long = await crossingsOfSignature({
    url: `https://example.amazonaws.com/${'a/'.repeat(1000)}`,
    body: 'a'.repeat(50_000),
  });
  t.diagnostic(`${short} crossings`);
  assert.ok(short > 5, 'crossings are counted');
  assert.equal(long, short);
});

test('each header of a request adds as many crossings', async () => {
  const one = await crossingsOfSignature({ headers: { 'x-a': '1' } });
  const two = await crossingsOfSignature({ headers: { 'x-a': '1', 'x-b': '2' } });
  const three = await crossingsOfSignature({ headers: { 'x-a': '1', 'x-b': '2', 'x-c': '3' } });
  assert.ok(two > one);
  assert.equal(three - two, two - one);
});

const SCOPE = '123456789012/us-east-1';
const READ_AT = new Date('2026-03-01T00:00:00Z');

/** A fleet with so many nodes, each with so many findings, and the crossings of the last page. */
function fleetOf(nodes, findings) {
  const fleet = new Fleet();
  fleet.setRules({ now: READ_AT });
  const ids = Array.from({ length: nodes }, (_, index) => `i-0123456789abcd${index + 1000}`);
  const states = ids.map((InstanceId) => ({
    InstanceId,
    MissingCount: findings,
    OperationEndTime: READ_AT.getTime() / 1000,
  }));
  taken(fleet, 'DescribeInstancePatchStates', { InstanceIds: ids }, { InstancePatchStates: states });
  const Patches = Array.from({ length: findings }, (_, index) => ({
    Title: `Update ${index}`,
    KBId: `KB${index + 1000}`,
    State: 'Missing',
    Severity: 'Critical',
    Classification: 'Security',
    CVEIds: 'CVE-2026-0001',
  }));
  for (const InstanceId of ids) taken(fleet, 'DescribeInstancePatches', { InstanceId }, { Patches });
  return fleet;
}

function taken(fleet, operation, input, output) {
  const body = new TextEncoder().encode(JSON.stringify({ ...output, NextToken: '' }));
  crossings = 0;
  fleet.ingest(SCOPE, operation, input, body, READ_AT);
}

function crossingsOfPage(findings) {
  fleetOf(1, findings).free();
  return crossings;
}

test('a fleet takes in 100 patches with as many crossings as 1', (t) => {
  const one = crossingsOfPage(1);
  t.diagnostic(`${one} crossings`);
  assert.ok(one > 0, 'crossings are counted');
  assert.equal(crossingsOfPage(100), one);
});

const QUESTIONS = {
  nodes: (fleet) => fleet.nodes().rows,
  findings: (fleet) => fleet.findings().rows,
  'findings of a filter': (fleet) => {
    const tokens = [{ property: 'severity', operator: '>=', value: 'Important' }];
    const sort = [{ property: 'title', descending: true }];
    return fleet.findings({ filter: { tokens }, sort }).rows;
  },
  patches: (fleet) => fleet.patches().rows,
  'a chunk of CSV': (fleet) => [...fleet.csv('findings')].join('').trim().split('\n').slice(1),
};

for (const [question, ask] of Object.entries(QUESTIONS)) {
  test(`rows of ${question} cross together, whatever their number`, (t) => {
    const few = crossingsOfQuestion(fleetOf(2, 2), ask);
    const many = crossingsOfQuestion(fleetOf(8, 10), ask);
    assert.ok(many.rows > few.rows, `${many.rows} rows, ${few.rows} rows`);
    t.diagnostic(`${few.crossings} crossings for ${few.rows} rows and for ${many.rows}`);
    assert.ok(few.crossings > 0, 'crossings are counted');
    assert.equal(many.crossings, few.crossings);
  });
}

function crossingsOfQuestion(fleet, ask) {
  ask(fleet); // The first question may build an index.
  crossings = 0;
  const rows = ask(fleet).length;
  const counted = crossings;
  fleet.free();
  return { rows, crossings: counted };
}
