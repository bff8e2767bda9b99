/** The files that a command writes. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
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
  ['a day of an exception that is none', () => exception({ until: 'tomorrow' }), /exceptions\.json: .*until is "tomorrow"/],
  ['an exception of no patch', () => exception({ match: {} }), /exceptions\.json: .*match needs a cve/],
  ['a filter that is none', () => exception({ where: { tokens: 1 } }), /exceptions\.json: /],
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
