/** Whoever builds the same sources gets the same package, byte for byte. */
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
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { must, ROOT } from '../../scripts/process.mjs';

// What the set-up made of pinned sources, apart from the package.
const TOOLS = ['node_modules', 'tools/target'];

test('a build from nothing, in another folder, gives the same bytes', async (t) => {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'patchlens-build-')));
  t.after(() => rmSync(top, { recursive: true, force: true }));
  const folder = join(top, 'a folder', 'deeper than the first');
  await copySources(folder);
  await build(folder);
  const names = readdirSync(join(folder, 'dist')).sort();
  assert.ok(names.includes('patchlens_bg.wasm'));
  assert.deepEqual(names, readdirSync(join(ROOT, 'dist')).sort());
  for (const name of names) {
    const [here, there] = [ROOT, folder].map((it) => readFileSync(join(it, 'dist', name)));
    assert.ok(here.equals(there), `dist/${name} differs`);
    assert.ok(!there.includes(top), `dist/${name} says where it was built`);
  }
});

/** The files of the repository as they are now, and the tools. */
async function copySources(folder) {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = (await must('git', list, { output: 'keep' })).split('\0').filter(Boolean);
  // A file that was deleted may be tracked still.
  for (const file of files.filter((it) => existsSync(join(ROOT, it)))) {
    cpSync(join(ROOT, file), join(folder, file));
  }
  for (const path of TOOLS) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(folder, path), 'dir');
  }
}

function build(folder) {
  const script = pathToFileURL(join(folder, 'scripts/build.mjs'));
  const program = `import { buildPackage } from ${JSON.stringify(script)}; await buildPackage();`;
  const args = ['--input-type=module', '--eval', program];
  return must(process.execPath, args, { cwd: folder, output: 'keep' });
}
