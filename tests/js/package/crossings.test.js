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

const { clientOf, NODE_ID, scripted } = await import('../conversation.js');

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
