/** The files that a command writes. */
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { replaceFile, replaceFileNow } from '../../cli/files.js';
import { command, environment, folderOf, simulator } from './rig.js';

const folder = folderOf('files');
const file = (...names) => join(folder, ...names);
let env;

before(async () => {
  env = environment((await simulator({ fleet: { nodes: 2 } })).url, folder);
});

const exception = (members) => {
  writeFileSync(file('exceptions.json'), JSON.stringify([{ id: 'a', match: { kb: 'k' }, reason: 'r', ...members }]));
  return ['--exceptions', file('exceptions.json')];
};

for (const [name, argsOf, message] of [
  ['an exception with an invalid day', () => exception({ until: 'tomorrow' }), /exceptions\.json: .*until is "tomorrow"/],
  ['an exception of no patch', () => exception({ match: {} }), /exceptions\.json: .*match needs a cve/],
  ['an exception with an invalid filter', () => exception({ where: { tokens: 1 } }), /exceptions\.json: /],
  ['a checkpoint in no folder', () => ['--resume', file('none', 'x')], /Cannot write .*none.x: there is no such file or folder/],
  ['an output in no folder', () => ['-o', file('none', 'x')], /Cannot write .*none.x: there is no such file or folder/],
  ['a snapshot in no folder', () => ['--snapshot', file('none', 'x')], /Cannot write .*none.x: there is no such file or folder/],
  ['a folder as the output', () => ['-o', folder], /Cannot write .*: it is a folder/],
  ['a file as the folder', () => ['-o', `${writeFileSync(file('plain'), '') ?? file('plain')}/x`], /Cannot write .*plain.x: /],
]) {
  test(`before a request is refused: ${name}`, async () => {
    const fetch = () => assert.fail('a request');
    const { code, stdout, stderr } = await command(['scan', ...argsOf()], { env, fetch });
    assert.deepEqual([code, stdout], [1, ''], stderr);
    assert.match(stderr, message);
  });
}

test('half a file is removed when its text or its place fails', async () => {
  const dir = file('parts');
  mkdirSync(join(dir, 'taken', 'by'), { recursive: true });
  const failing = function* () {
    yield 'half';
    throw new Error('no more');
  };
  await assert.rejects(replaceFile(join(dir, 'out'), failing()), /no more/);
  await assert.rejects(replaceFile(join(dir, 'taken'), ['text']), /Cannot write .*taken/);
  assert.throws(() => replaceFileNow(join(dir, 'taken'), 'text'), /Cannot write .*taken/);
  assert.deepEqual(readdirSync(dir), ['taken']);
});

for (const [how, replace] of [
  ['in steps', (path, text) => replaceFile(path, [text.slice(0, 1), text.slice(1)])],
  ['at once', async (path, text) => replaceFileNow(path, text)],
]) {
  test(`a file keeps its mode, and a link stays a link to the new file, ${how}`, async () => {
    const [target, link, later] = ['target', 'link', 'later'].map((name) => file(`${name} ${how}`));
    writeFileSync(target, 'old', { mode: 0o600 });
    symlinkSync(target, link);
    await replace(link, 'new');
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.deepEqual([readFileSync(target, 'utf8'), statSync(target).mode & 0o777], ['new', 0o600]);
    symlinkSync(file(`target of ${how}`), later);
    await replace(later, 'first');
    assert.ok(lstatSync(later).isSymbolicLink());
    assert.equal(readFileSync(file(`target of ${how}`), 'utf8'), 'first');
  });
}

test('a pipe is written to', async () => {
  const pipe = file('pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'inherit'] });
  let read = '';
  reader.stdout.on('data', (chunk) => (read += chunk));
  const ended = new Promise((resolve) => reader.once('close', resolve));
  const args = ['scan', '-q', '-t', 'summary', '-f', 'csv', '-o', pipe];
  const { code, stderr } = await command(args, { env });
  assert.equal(code, 0, stderr);
  await ended;
  assert.match(read, /^number,value\r\n/);
  assert.ok(lstatSync(pipe).isFIFO());
});

test('-o takes a device and what a shell makes of >(…)', async () => {
  const main = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
  const scan = `"${process.execPath}" "${main}" scan -q -t summary -f csv -o`;
  const script = `${scan} >(cat); ${scan} /dev/stdout | cat; wait`;
  const shell = { ...env, PATH: process.env.PATH };
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env: shell, timeout: 60_000 });
  assert.equal(stdout.match(/^number,value/gm)?.length, 2, stdout);
});

test('a full standard output is one line of an error', async () => {
  const main = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
  const shell = { ...env, PATH: process.env.PATH };
  for (const args of ['--help', '--version', 'scan -q -t summary']) {
    const script = `"${process.execPath}" "${main}" ${args} > /dev/full`;
    const failed = promisify(execFile)('bash', ['-c', script], { env: shell, timeout: 60_000 });
    const stderr = /^patchlens: Cannot write standard output: the disk is full\n$/;
    await assert.rejects(failed, { code: 1, stderr });
  }
});
