/** The package has no side effects, and its manifest is right. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LICENCES, licences } from '../../scripts/licences.mjs';
import { files, manifest, root, said } from './installed.js';

const ENTRIES = ['.', './slim', './fleet', './fleet/slim'];
const SUBPATHS = [...ENTRIES, './patchlens.wasm', './fleet.wasm', './package.json'];

test('the manifest says that imports have no side effects', () => {
  assert.equal(manifest.sideEffects, false);
});

for (const [type, load] of Object.entries({ module: 'await import', commonjs: 'require' })) {
  for (const entry of ENTRIES.map((it) => it.replace('.', 'patchlens'))) {
    test(`importing ${entry} as ${type} changes nothing and starts nothing`, async () => {
      // Node creates these two at their first use.
      const program = `${observed} TextDecoder; TextEncoder; const before = observed();`;
      const [before, after] = await said(
        type,
        `${program} ${load}('${entry}'); say([before, observed()]);`,
      );
      assert.ok(before.names.length > 1000, `${before.names.length} members of the globals`);
      const added = after.names.filter((name) => !before.names.includes(name));
      assert.deepEqual(added, []);
      assert.deepEqual(after, before);
    });
  }
}

/** Runs in the program. Every global with its members, and the active resources. */
function observed() {
  // Node keeps the loaded modules there.
  const seen = new Set([process, globalThis, globalThis.require, globalThis.module]);
  const names = [];
  const look = (value, path) => {
    if (Object(value) !== value || seen.has(value) || path.length > 4) return;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) {
      const { value: member } = Object.getOwnPropertyDescriptor(value, key);
      names.push([...path, String(key), typeof member].join(' '));
      look(member, [...path, String(key)]);
    }
  };
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const { value } = Object.getOwnPropertyDescriptor(globalThis, name);
    names.push(name);
    look(value, [name]);
  }
  // Node's own requests read the files of the modules.
  const active = process.getActiveResourcesInfo().filter((it) => !it.endsWith('Req'));
  return { names: names.sort(), active };
}

test('the manifest names files that exist, with types for each', () => {
  const paths = new Set(files.map(({ path }) => `./${path}`));
  const targets = (it) => (typeof it === 'string' ? [it] : Object.values(it).flatMap(targets));
  for (const target of targets(manifest.exports)) assert.ok(paths.has(target), target);
  for (const entry of ENTRIES) {
    for (const [condition, target] of Object.entries(manifest.exports[entry])) {
      const keys = condition === 'workerd' ? ['types', 'unwasm', 'default'] : ['types', 'default'];
      assert.deepEqual(Object.keys(target), keys, `${entry} ${condition}`);
      const format = target.default.endsWith('.cjs') ? '.d.cts' : '.d.ts';
      assert.ok(target.types.endsWith(format), `${entry} ${condition}`);
    }
  }
  assert.deepEqual(Object.keys(manifest.exports), SUBPATHS);
  // The first match wins: runtimes that cannot compile come before the rest.
  const order = ['workerd', 'edge-light', 'import', 'require', 'default'];
  for (const entry of ['.', './fleet'])
    assert.deepEqual(Object.keys(manifest.exports[entry]), order, entry);
});

test('it has no dependencies, and runs nothing when it is installed', () => {
  const { dependencies, peerDependencies, optionalDependencies, scripts } = manifest;
  assert.deepEqual({ ...dependencies, ...peerDependencies, ...optionalDependencies }, {});
  const hooks = ['preinstall', 'install', 'postinstall', 'prepare'];
  assert.deepEqual(
    hooks.filter((name) => name in scripts),
    [],
  );
});

test('the licences of the crates in the module go with the package', async () => {
  const how = `${LICENCES} is out of date: run node scripts/licences.mjs`;
  assert.equal(readFileSync(join(root, LICENCES), 'utf8'), await licences(), how);
});
