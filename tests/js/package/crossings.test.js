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

// Counts from the module's instantiation on, which is the first client's.
const { Instance } = WebAssembly;
WebAssembly.Instance = function (module, imports) {
  const modules = Object.entries(imports).map(([name, it]) => [name, countedMembers(it)]);
  const instance = new Instance(module, Object.fromEntries(modules));
  return { exports: countedMembers(instance.exports) };
};
WebAssembly.Instance.prototype = Instance.prototype;

const { clientOf, KEYS, NODE_ID, REGION, scripted } = await import('../conversation.js');
const { signRequest } = await import('patchlens');

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
