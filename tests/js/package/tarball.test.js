/** Packs the tarball, installs it in another folder like a user, and checks its content. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotli, bundled, PROGRAMS } from '../../../bench/bundled.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
// With the module. The goal is 46,000; the AWS SDK needs 52 KB for the two operations.
const BUDGET = 50_500;
const OPTIONS =
  "{ region: 'eu-central-1', credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' } }";
const EXPORTS = [
  'PatchClient',
  'PatchlensError',
  'explainSignatureMismatch',
  'fromAssumeRole',
  'fromCognitoIdentityPool',
  'fromWebIdentity',
  'patchState',
  'signRequest',
];
const FILES = [
  'CHANGELOG.md',
  'LICENSE-APACHE',
  'LICENSE-MIT',
  'LICENSE-THIRD-PARTY',
  'README.md',
  'dist/edge-light.js',
  'dist/index.cjs',
  'dist/index.d.cts',
  'dist/index.d.ts',
  'dist/index.js',
  'dist/patchlens_bg.wasm',
  'dist/slim.cjs',
  'dist/slim.d.cts',
  'dist/slim.d.ts',
  'dist/slim.js',
  'dist/workerd.js',
  'package.json',
];

let folder;
let packed;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchlens-package-'));
  const flags = ['--json', '--ignore-scripts', '--pack-destination', folder];
  [packed] = JSON.parse(npm(ROOT, 'pack', ...flags));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  npm(folder, 'install', '--offline', '--no-audit', '--no-fund', join(folder, packed.filename));
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('the tarball holds the built package, its licences and nothing else', () => {
  assert.deepEqual(packed.files.map(({ path }) => path).sort(), FILES);
});

test('import and require of an installed copy have the same names', () => {
  assert.deepEqual(inBothFormats('', 'say(Object.keys(it).sort())'), [EXPORTS, EXPORTS]);
});

test('the types declare exactly the exports', () => {
  for (const file of ['index.d.ts', 'index.d.cts']) {
    const types = readFileSync(join(folder, 'node_modules/patchlens/dist', file), 'utf8');
    const declared = [...types.matchAll(/^export (?:declare )?(?:class|function|const) (\w+)/gm)];
    assert.deepEqual(declared.map(([, name]) => name).sort(), EXPORTS);
  }
});

test('importing instantiates nothing, the first client does, once', () => {
  const count = `
    let count = 0;
    const { Instance } = WebAssembly;
    WebAssembly.Instance = function (...args) { count++; return new Instance(...args); };`;
  const use = `
    const counts = [count];
    for (let i = 0; i < 2; i++) { new it.PatchClient(${OPTIONS}); counts.push(count); }
    say(counts);`;
  assert.deepEqual(inBothFormats(count, use), [
    [0, 1, 1],
    [0, 1, 1],
  ]);
});

test('both formats contain the bytes of the module file', () => {
  const keep = `
    let kept;
    const { Module } = WebAssembly;
    WebAssembly.Module = function (bytes) {
      kept = Buffer.from(bytes).toString('hex');
      return new Module(bytes);
    };`;
  const module = readFileSync(join(folder, 'node_modules/patchlens/dist/patchlens_bg.wasm'));
  const hex = module.toString('hex');
  assert.deepEqual(inBothFormats(keep, `new it.PatchClient(${OPTIONS}); say(kept)`), [hex, hex]);
});

test('the package contains no path of the build machine', () => {
  const paths = [ROOT, homedir(), '/home/', '/Users/', '/root/', '.cargo', '.rustup'];
  for (const name of FILES.filter((file) => file.startsWith('dist/'))) {
    const content = readFileSync(join(ROOT, name), 'latin1');
    assert.deepEqual(
      paths.filter((path) => content.includes(path)),
      [],
      name,
    );
  }
});

test(`a browser downloads at most ${BUDGET} bytes for the client and the signer`, async (t) => {
  const bundle = await bundled(PROGRAMS.patchlens);
  const module = readFileSync(join(ROOT, 'dist/patchlens_bg.wasm'));
  assert.ok(bundle.length > module.length, 'the module is in the bundle');
  t.diagnostic(`after brotli: ${brotli(bundle)} bytes; the module alone ${brotli(module)}`);
  assert.ok(brotli(bundle) <= BUDGET, `${brotli(bundle)} bytes`);
});

function npm(cwd, ...args) {
  return execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The outputs of a program that uses the installed copy as `it`: imported, and required. */
function inBothFormats(before, use) {
  return [
    installed('module', `${before} const it = await import('patchlens'); ${use}`),
    installed('commonjs', `${before} const it = require('patchlens'); ${use}`),
  ];
}

function installed(type, code) {
  const args = [
    `--input-type=${type}`,
    '--eval',
    `const say = (it) => console.log(JSON.stringify(it));${code}`,
  ];
  return JSON.parse(
    execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', timeout: 60_000 }),
  );
}
