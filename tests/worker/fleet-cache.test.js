/** The fleet in the memory of an isolate: loaded once for many requests, and freed behind the last one. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { build } from 'esbuild';
import { ROOT } from '../../scripts/process.mjs';

let FleetCache;

before(async () => {
  const entry = join(ROOT, 'worker/src/api/fleet-cache.ts');
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm' });
  const [{ text }] = outputFiles;
  ({ FleetCache } = await import(`data:text/javascript,${encodeURIComponent(text)}`));
});

/** A fleet that counts its users. */
function loadedFleet(problems = []) {
  const loaded = { users: 1, problems: new Map(problems) };
  loaded.use = () => ((loaded.users += 1), loaded);
  loaded.release = () => (loaded.users -= 1);
  return loaded;
}

const ignored = () => undefined;

test('requests at the same time share one load', async () => {
  const cache = new FleetCache();
  const fleet = loadedFleet();
  let loads = 0;
  const load = async () => ((loads += 1), fleet);
  const got = await Promise.all(Array.from({ length: 10 }, () => cache.use('a', load, ignored)));
  assert.ok(got.every((it) => it === fleet));
  assert.deepEqual([loads, fleet.users], [1, 11]);
});

test('a load that fails is not kept', async () => {
  const cache = new FleetCache();
  const fails = () => cache.use('a', () => Promise.reject(new Error('no R2')), ignored);
  const outcomes = await Promise.allSettled([fails(), fails()]);
  assert.deepEqual(outcomes.map(({ reason }) => reason.message), ['no R2', 'no R2']);
  const fleet = loadedFleet();
  assert.equal(await cache.use('a', async () => fleet, ignored), fleet);
});

test('the fleet before is freed when its last user has released it', async () => {
  const cache = new FleetCache();
  const [first, second] = [loadedFleet(), loadedFleet()];
  await cache.use('a', async () => first, ignored);
  await cache.use('b', async () => second, ignored);
  assert.equal(first.users, 1, 'its request goes on');
  first.release();
  assert.deepEqual([first.users, second.users], [0, 2]);
});

test('a fleet without one of its scopes is read again after a minute', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 0 });
  const cache = new FleetCache();
  let loads = 0;
  const load = async () => ((loads += 1), loadedFleet([['a/eu', 'damaged']]));
  for (const [seconds, wanted] of [[0, 1], [59, 1], [60, 2]]) {
    t.mock.timers.setTime(seconds * 1000);
    await cache.use('a', load, ignored);
    assert.equal(loads, wanted, `after ${seconds} s`);
  }
});

test('a load that never ends is given up with a word', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const cache = new FleetCache();
  const waiting = cache.use('a', () => new Promise(ignored), ignored);
  t.mock.timers.tick(20_000);
  await assert.rejects(waiting, { code: 'unavailable', status: 503, message: /still being read/ });
  const fleet = loadedFleet();
  assert.equal(await cache.use('a', async () => fleet, ignored), fleet);
});
