/**
 * A copy of the repository in another folder: it builds the same package, byte for byte, and makes
 * releases.
 */
import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { must, ROOT, run } from '../../scripts/process.mjs';

// What the set-up installs and builds from pinned sources, except the package.
const TOOLS = ['node_modules', 'tools/target', 'tests/runtimes/node_modules'];
const NEXT = '99.0.0';
const TESTED = '.setup/tested';
// Instead of all the tests, of which this is one.
const TEST = `node --eval "require('fs').writeFileSync('${TESTED}', 'yes')"`;
const LIMIT = { timeout: 400_000 };

let top;
let folder;

before(async () => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'patchlens-copy-')));
  folder = join(top, 'a folder', 'deeper than the first');
  await copySources();
}, LIMIT);

after(() => rmSync(top, { recursive: true, force: true }));

test('a build from nothing, in another folder, gives the same bytes', LIMIT, async () => {
  await buildCopy();
  const names = readdirSync(join(folder, 'dist')).sort();
  assert.ok(names.includes('patchlens_bg.wasm'));
  assert.deepEqual(names, readdirSync(join(ROOT, 'dist')).sort());
  for (const name of names) {
    const [here, there] = [ROOT, folder].map((it) => readFileSync(join(it, 'dist', name)));
    assert.ok(here.equals(there), `dist/${name} differs`);
    assert.ok(!there.includes(top), `dist/${name} contains the path of its build`);
  }
});

// Clippy rejects it only for its size.
test('a client that uses format! works in the package', LIMIT, async () => {
  const path = join(folder, 'src/text.rs');
  const source = readFileSync(path, 'utf8');
  const body = /(fn decimal\(number: u32\) -> String \{\n)[^]*?\n\}\n/;
  const formatting = source.replace(body, '$1    format!("{number}")\n}\n');
  assert.notEqual(formatting, source);
  writeFileSync(path, formatting);
  await buildCopy();
  writeFileSync(path, source);
  const program = `
    import { PatchClient } from './dist/index.js';
    new PatchClient({ region: 'eu-central-1', credentials: () => {}, attemptTimeoutMs: 0 });`;
  const { message } = await inCopy(program).then(assert.fail, (error) => error);
  assert.match(message, /TypeError: Cannot .* attemptTimeoutMs: .* from 1 to 2147483647, got 0/);
});

test('every file that states the version states the same', () => {
  const versions = versionsIn(ROOT);
  assert.match(versions[0], /^\d+\.\d+\.\d+/);
  assert.deepEqual(versions, Array(5).fill(versions[0]));
});

test('a release of an old version from a feature branch is rejected', LIMIT, async () => {
  await git('switch', '--quiet', '--create', 'feature');
  const before = await state();
  const { exitCode, stderr } = await version('0.0.1');
  assert.equal(await state(), before);
  await git('switch', '--quiet', 'main');
  assert.notEqual(exitCode, 0);
  for (const reason of [/✗ 0\.0\.1 is older than \d/, /✗ the branch is "feature", not "main"/])
    assert.match(stderr, reason);
});

test('a release of uncommitted changes is rejected', LIMIT, async () => {
  writeFileSync(join(folder, 'LICENSE-MIT'), 'Mine.');
  const { exitCode, stderr } = await version(NEXT);
  await git('checkout', '--quiet', 'LICENSE-MIT');
  assert.notEqual(exitCode, 0);
  assert.match(stderr, /Git working directory not clean/);
});

test('a release whose tests fail changes nothing', LIMIT, async () => {
  await setTest('exit 3');
  const before = await state();
  const { exitCode } = await version(NEXT);
  assert.notEqual(exitCode, 0);
  assert.equal(await state(), before);
});

test('a release has its version everywhere, and is tested, committed and tagged', LIMIT, async () => {
  await setTest(TEST);
  const { exitCode, stderr } = await version(NEXT);
  assert.equal(exitCode, 0, stderr);
  assert.equal(readFileSync(join(folder, TESTED), 'utf8'), 'yes');
  assert.equal(await git('status', '--porcelain'), '');
  assert.equal(await git('describe'), `v${NEXT}`);
  assert.equal(await git('log', '-1', '--format=%s'), `Release ${NEXT}`);
  assert.deepEqual(versionsIn(folder), Array(5).fill(NEXT));
  const changes = (await git('show', '--format=', '--unified=0')).match(/^[+-] *[^+-].*/gm);
  const heading = /^\+## 99\.0\.0 - \d{4}-\d\d-\d\d$/;
  assert.equal(changes.filter((line) => heading.test(line)).length, 1);
  assert.equal(changes.length, 12, changes.join('\n'));
});

/** The version in each place that states it. */
function versionsIn(root) {
  const read = (file) => readFileSync(join(root, file), 'utf8');
  const lock = JSON.parse(read('package-lock.json'));
  const ofCrate = /^name = "patchlens"\nversion = "(.*)"$/m;
  return [
    JSON.parse(read('package.json')).version,
    lock.version,
    lock.packages[''].version,
    ofCrate.exec(read('Cargo.toml'))[1],
    ofCrate.exec(read('Cargo.lock'))[1],
  ];
}

/** Copies the files of the repository into a new git repository, and links the tools. */
async function copySources() {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = (await must('git', list, { output: 'keep' })).split('\0').filter(Boolean);
  // A file that was deleted may be tracked still.
  for (const file of files.filter((it) => existsSync(join(ROOT, it)))) {
    cpSync(join(ROOT, file), join(folder, file));
  }
  await git('init', '--quiet', '--initial-branch', 'main');
  for (const path of TOOLS) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(folder, path), 'dir');
  }
  // Links to folders are not ignored as the folders are.
  writeFileSync(join(folder, '.git/info/exclude'), TOOLS.join('\n'));
  const config = { 'user.name': 'Test', 'user.email': 'test@example.com' };
  const unsigned = { 'commit.gpgSign': 'false', 'tag.gpgSign': 'false' };
  for (const [name, value] of Object.entries({ ...config, ...unsigned })) {
    await git('config', name, value);
  }
  await commitAll();
}

async function buildCopy() {
  const script = pathToFileURL(join(folder, 'scripts/build.mjs'));
  const program = `import { buildPackage } from ${JSON.stringify(script)}; await buildPackage();`;
  await inCopy(program);
}

/** Runs a module from the copy's folder. */
function inCopy(program) {
  const args = ['--input-type=module', '--eval', program];
  return must(process.execPath, args, { cwd: folder, output: 'keep' });
}

async function setTest(command) {
  const path = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.scripts.test = command;
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
  await commitAll();
}

async function commitAll() {
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'As it is');
}

/** The commit, the changes, the tags and the branches. */
async function state() {
  const commands = [['rev-parse', 'HEAD'], ['status', '--porcelain'], ['tag'], ['branch']];
  return (await Promise.all(commands.map((args) => git(...args)))).join('\n');
}

async function git(...args) {
  return (await must('git', args, { cwd: folder, output: 'keep' })).trim();
}

function version(...args) {
  return run('npm', ['version', ...args], { cwd: folder, output: 'keep' });
}
