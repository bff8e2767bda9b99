/**
 * A copy of the repository in another folder: built from nothing, it has the same package, byte for
 * byte; and it can be released.
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
import { compareVersions, isVersion, places } from '../../scripts/version.mjs';

// What the set-up made of pinned sources, apart from the package.
const TOOLS = ['node_modules', 'tools/target', 'tests/runtimes/node_modules'];
const NEXT = '99.0.0';
const TESTED = '.setup/tested';
// In place of all the tests, of which this is one.
const TEST = `node --eval "require('fs').writeFileSync('${TESTED}', 'yes')"`;
const LIMIT = { timeout: 170_000 };

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
    assert.ok(!there.includes(top), `dist/${name} says where it was built`);
  }
});

// Clippy refuses it for its size alone.
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

test('every file that has the version has the same', () => {
  const versions = places().map(({ version }) => version);
  assert.deepEqual(versions, Array(5).fill(versions[0]));
  assert.ok(isVersion(versions[0]));
});

test('versions are in the order of semantic versioning', () => {
  const inOrder = ['0.9.0', '0.10.0', '1.0.0-beta.2', '1.0.0-beta.10', '1.0.0-rc.1', '1.0.0', '1.0.1'];
  const shuffled = [3, 6, 0, 5, 1, 4, 2].map((index) => inOrder[index]);
  assert.deepEqual(shuffled.sort(compareVersions), inOrder);
  assert.equal(compareVersions('1.0.0', '1.0.0'), 0);
  for (const wrong of ['', '1', '1.0', 'v1.0.0', '01.0.0', '1.0.0-', '1.0.0+build'])
    assert.equal(isVersion(wrong), false, wrong);
});

test('a release is refused for every reason there is, all of them named', LIMIT, async () => {
  await git('switch', '--quiet', '--create', 'feature');
  writeFileSync(join(folder, 'left-over.txt'), '');
  await git('tag', 'v0.0.1');
  const { code, errors } = await release('0.0.1', '--dry-run');
  await git('tag', '--delete', 'v0.0.1');
  rmSync(join(folder, 'left-over.txt'));
  await git('switch', '--quiet', 'main');
  assert.equal(code, 1);
  const reasons = [
    /0\.0\.1 is older than \d/,
    /The branch is "feature", not "main"/,
    /not committed:\n\?\? left-over\.txt/,
    /The tag v0\.0\.1 is there already/,
    /CHANGELOG\.md has no section "## 0\.0\.1 - YYYY-MM-DD"/,
  ];
  for (const reason of reasons) assert.match(errors, reason);
  assert.equal(errors.match(/✗/g).length, reasons.length, errors);
  assert.match((await release('1.0')).errors, /"1\.0" is no version\. Usage: /);
  assert.match((await release()).errors, /^Usage: /);
});

test('a release that is tried changes nothing, and says what it would', LIMIT, async () => {
  await tellInChangelog();
  const before = await state();
  const { code, output, errors } = await release(NEXT, '--dry-run');
  assert.equal(code, 0, errors);
  assert.equal(await state(), before);
  const words = [/\d+ {2}dist\/index\.js\n/, /\d+ {2}\.setup\/packed\/patchlens-[\d.]+\.tgz\n/];
  for (const file of ['package.json', 'package-lock.json', 'Cargo.toml', 'Cargo.lock'])
    words.push(new RegExp(`would change ${file}\n`));
  words.push(/would run: npm test\n/, /would run: git commit /, /would run: git tag .*v99\.0\.0/);
  for (const word of words) assert.match(output, word);
  assert.ok(!existsSync(join(folder, TESTED)), 'nothing was tested');
});

test('a release whose tests fail leaves no trace', LIMIT, async () => {
  await setTest('exit 3');
  const before = await state();
  const { code, errors } = await release(NEXT);
  assert.equal(code, 1);
  assert.match(errors, /`npm test` exited with 3/);
  assert.equal(await state(), before);
  await setTest(TEST);
});

test('a release has its version everywhere, is tested, packed and tagged', LIMIT, async () => {
  const { code, output, errors } = await release(NEXT);
  assert.equal(code, 0, errors);
  assert.equal(readFileSync(join(folder, TESTED), 'utf8'), 'yes');
  assert.equal(await git('status', '--porcelain'), '');
  assert.equal(await git('describe'), `v${NEXT}`);
  assert.equal(await git('log', '-1', '--format=%s'), `Release ${NEXT}`);
  const changes = (await git('show', '--format=', '--unified=0')).match(/^[+-] *[^+-].*/gm);
  assert.equal(changes.filter((line) => line.startsWith('+') && line.includes(NEXT)).length, 5);
  assert.equal(changes.length, 10);
  const [, tarball] = output.match(/^ {2}npm publish (\S+)$/m);
  const manifest = await must('tar', ['-xOzf', tarball, 'package/package.json'], {
    cwd: folder,
    output: 'keep',
  });
  assert.equal(JSON.parse(manifest).version, NEXT);
  assert.match((await release(NEXT)).errors, /The tag v99\.0\.0 is there already/);
});

/** The files of the repository as they are now, with a history of their own, and the tools. */
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

async function tellInChangelog() {
  const path = join(folder, 'CHANGELOG.md');
  const heading = `## Unreleased\n\n## ${NEXT} - 2026-11-21`;
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^## Unreleased$/m, heading));
  await commitAll();
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

/** What is tracked, tagged and changed. */
async function state() {
  const commands = [['rev-parse', 'HEAD'], ['status', '--porcelain'], ['tag'], ['branch']];
  return (await Promise.all(commands.map((args) => git(...args)))).join('\n');
}

async function git(...args) {
  return (await must('git', args, { cwd: folder, output: 'keep' })).trim();
}

function release(...args) {
  return run('npm', ['run', '--silent', 'release', '--', ...args], { cwd: folder, output: 'keep' });
}
