/** scripts/short-names.mjs renames in the glue exactly what wasm-opt renames in the module. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { transform } from 'esbuild';
import { brotli } from '../../bench/bundled.mjs';
import { bundle } from '../../scripts/bundle.mjs';
import { MODULES } from '../../scripts/modules.mjs';
import { ROOT } from '../../scripts/process.mjs';
import { withShortNames } from '../../scripts/short-names.mjs';
import { built, STRIP, wasmOpt } from '../../scripts/wasm.mjs';

const [MODULE] = MODULES;
const FILES = built(MODULE);
const GLUE = read(FILES.glue).toString();
const MAP = JSON.parse(read(FILES.names));

test('imports and exports get their short names, and nothing else is renamed', async () => {
  const glue = `
    let wasm;
    export class Call {
      static __wrap(ptr) { const it = Object.create(Call.prototype); it.__wbg_ptr = ptr; return it; }
      next() { return wasm.call_next(this.__wbg_ptr); }
    }
    export function imports() {
      return { __proto__: null, './x_bg.js': { __wbg_now_1a: () => Date.now(), next: 1 } };
    }`;
  const map = { imports: [['./x_bg.js', '__wbg_now_1a', 'b']], exports: [['call_next', 'c']] };
  const renamed = await withShortNames(glue, map);
  const { Call, imports } = await import(`data:text/javascript,${encodeURIComponent(renamed)}`);
  assert.deepEqual(Object.keys(imports()), ['a']);
  assert.deepEqual(Object.keys(imports().a), ['b', 'next']);
  assert.match(String(Call.prototype.next), /wasm\.c\(/);
  assert.doesNotMatch(renamed, /__wrap|__wbg|call_next|_bg/);
});

test('an export that shares its name with another member is refused', async () => {
  const map = { imports: [], exports: [['length', 'a']] };
  await assert.rejects(withShortNames('wasm.length(text.length)', map), {
    message: 'The export "length" shares its name with a member of another object',
  });
  assert.match(await withShortNames('wasm.length(1)', map), /wasm\.a\(1\)/);
});

test('the glue and the finished module know each other by the same names', async () => {
  const module = new WebAssembly.Module(read(FILES.wasm));
  const glue = await withShortNames(GLUE, MAP);
  for (const { name } of WebAssembly.Module.imports(module)) {
    assert.match(glue, new RegExp(`^\\s+${name}: `, 'm'));
  }
  const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
  const used = new Set([...glue.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name));
  assert.deepEqual([...used].filter((name) => !exported.includes(name)), []);
  assert.ok(used.size >= 20, `${used.size} names`);
});

test('short names save at least 1 KB after brotli', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-names-'));
  try {
    const long = join(folder, 'long.wasm');
    await wasmOpt(STRIP, FILES.longNames, long);
    const without = await size(GLUE, readFileSync(long));
    const saved = without - (await size(await withShortNames(GLUE, MAP), read(FILES.wasm)));
    assert.ok(saved >= 1024, `${saved} bytes`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

async function size(glue, bytes) {
  const files = await bundle(MODULE, { glue, bytes, id: 'abcdefgh' });
  const { text } = files.find(({ file }) => file === 'index.js');
  return brotli((await transform(text, { minify: true })).code);
}

function read(file) {
  return readFileSync(join(ROOT, file));
}
