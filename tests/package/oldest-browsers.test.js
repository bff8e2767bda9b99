/**
 * The package and the page run in the oldest browsers that package.json names. WebAssembly sets most
 * of the limits: reference types came with Chrome 96, SIMD with Safari 16.4.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, tokTypes } from 'acorn';
import browserslist from 'browserslist';
import { feature, features } from 'caniuse-lite';
import { must, ROOT, run } from '../../scripts/process.mjs';
import { folder, root } from './installed.js';

const BIN = join(ROOT, 'node_modules/.bin');
const SCRIPTS = filesIn(join(root, 'dist'), /\.js$/);
const COMMONJS = filesIn(join(root, 'dist'), /\.cjs$/);
const PAGE = filesIn(join(ROOT, 'www/dist/assets'), /\.js$/);
/** What the modules use of WebAssembly: as wasm-opt and as caniuse.com name it. */
const WASM_FEATURES = {
  simd: 'wasm-simd',
  'bulk-memory': 'wasm-bulk-memory',
  'reference-types': 'wasm-reference-types',
  multivalue: 'wasm-multi-value',
  'mutable-globals': 'wasm-mutable-globals',
  'sign-ext': 'wasm-signext',
  'nontrapping-float-to-int': 'wasm-nontrapping-fptoint',
};

test('the package and the page use no language feature that the oldest browsers lack', async () => {
  assert.ok(SCRIPTS.length >= 8 && COMMONJS.length >= 4 && PAGE.length >= 1);
  for (const args of [['--module', ...SCRIPTS, ...PAGE], COMMONJS]) {
    const { failed, stdout, stderr } = await esCheck(args);
    assert.equal(failed, false, stdout + stderr);
  }
});

test('a language feature that one of them lacks is found', async () => {
  const file = written('new.js', 'export const sorted = [2, 1].toSorted();');
  const { failed, stdout, stderr } = await esCheck(['--module', file]);
  assert.equal(failed, true);
  assert.match(stdout + stderr, /ArrayToSorted \(.*firefox 92 requires 115/);
});

// A syntax error before Safari 16.4: it fails a whole bundle, of which the page is a small part.
test('no regular expression looks behind', () => {
  const found = [...SCRIPTS, ...COMMONJS, ...PAGE].flatMap((file) =>
    lookbehinds(readFileSync(file, 'utf8'), file.endsWith('.cjs') ? 'script' : 'module').map(
      (pattern) => `${file}: ${pattern}`,
    ),
  );
  assert.deepEqual(found, []);
});

test('a regular expression that looks behind is found', () => {
  const code = "const text = '/(?<=a)/'; // /(?<!b)/\nexport const both = [/(?<=a)b/, /x(?<!y)/];";
  assert.deepEqual(lookbehinds(code, 'module'), ['(?<=a)b', 'x(?<!y)']);
});

for (const name of ['patchlens_bg.wasm', 'fleet_bg.wasm']) {
  test(`${name} uses no other WebAssembly than those browsers have`, async () => {
    const enabled = Object.keys(WASM_FEATURES).map((it) => `--enable-${it}`);
    const args = ['--mvp-features', ...enabled, join(root, 'dist', name), '-o', '/dev/null'];
    await must(join(BIN, 'wasm-opt'), args, { output: 'keep' });
  });
}

test('those browsers have all of it', () => {
  const oldest = browserslist(undefined, { path: ROOT });
  assert.ok(oldest.includes('chrome 96') && oldest.includes('safari 16.4'), oldest.join());
  for (const name of Object.values(WASM_FEATURES)) {
    const { stats } = feature(features[name]);
    const lacking = oldest.filter((it) => !supports(stats, ...it.split(' ')));
    assert.deepEqual(lacking, [], name);
  }
});

function supports(stats, browser, version) {
  return stats[browser][version].startsWith('y');
}

function esCheck(args) {
  const flags = ['--checkBrowser', '--checkFeatures', '--noColor', '--noCache'];
  return run(join(BIN, 'es-check'), [...flags, ...args], { output: 'keep' });
}

/** The patterns of regular expressions, in the syntax, that look behind. */
function lookbehinds(code, sourceType) {
  const patterns = [];
  const onToken = ({ type, value }) => {
    if (type === tokTypes.regexp) patterns.push(value.pattern);
  };
  parse(code, { ecmaVersion: 'latest', sourceType, onToken });
  return patterns.filter((pattern) => /\(\?<[=!]/.test(pattern));
}

function filesIn(path, ending) {
  return readdirSync(path)
    .filter((name) => ending.test(name))
    .map((name) => join(path, name));
}

function written(name, code) {
  const file = join(folder, name);
  writeFileSync(file, code);
  return file;
}
