/** The rules of .dependency-cruiser.mjs find what they are there for. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { ROOT, run } from '../../scripts/process.mjs';

const CONFIG = '.dependency-cruiser.mjs';
const CASES = {
  'a cycle of scripts': [
    { 'src/js/a.js': "import './b.js';", 'src/js/b.js': "export * from './a.js';" },
    /no-cycle: src\/js\/a\.js →\s+src\/js\/b\.js →\s+src\/js\/a\.js/,
  ],
  'a cycle of types': [
    {
      'www/src/a.ts': "import type { B } from './b';\nexport type A = B;",
      'www/src/b.ts': "import type { A } from './a';\nexport type B = A;",
    },
    /no-cycle: www\/src\/a\.ts →/,
  ],
  'a package that the face needs': [
    { 'src/js/a.js': "import 'node:fs';" },
    /face-stands-alone: src\/js\/a\.js → fs/,
  ],
  'a page that reaches into the package': [
    { 'www/src/a.ts': "import '../../src/js/b.js';", 'src/js/b.js': '' },
    /page-uses-the-package: www\/src\/a\.ts → src\/js\/b\.js/,
  ],
  'a simulator that shares code with the package': [
    { 'simulator/a.js': "import '../src/js/b.js';", 'src/js/b.js': '' },
    /simulator-stands-alone: simulator\/a\.js → src\/js\/b\.js/,
  ],
  'a bootstrap that needs what it is there to install': [
    { 'scripts/bootstrap.mjs': "import './process.mjs';", 'scripts/process.mjs': '' },
    /bootstrap-needs-node-alone: scripts\/bootstrap\.mjs → scripts\/process\.mjs/,
  ],
  'a file that is not there': [
    { 'simulator/a.js': "import './b.js';" },
    /not-resolvable: simulator\/a\.js → \.\/b\.js/,
  ],
};

for (const [name, [files, message]] of Object.entries(CASES)) {
  test(`${name} is found`, async (t) => {
    const { exitCode, stdout } = await cruised(t, files);
    assert.notEqual(exitCode, 0, stdout);
    assert.match(stdout, message);
    assert.match(stdout, /x 1 dependency violations \(1 errors/);
  });
}

test('imports that follow the rules are not complained of', async (t) => {
  const files = {
    'src/js/a.js': "import './b.js';\nimport 'patchlens:glue';",
    'src/js/b.js': '',
    'www/src/a.ts': "import 'patchlens';\nimport './b';",
    'www/src/b.ts': '',
  };
  const { exitCode, stdout } = await cruised(t, files);
  assert.equal(exitCode, 0, stdout);
  assert.match(stdout, /no dependency violations found \(\d+ modules/);
});

async function cruised(t, files) {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-imports-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(join(ROOT, CONFIG), join(folder, CONFIG));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const tops = new Set(Object.keys(files).map((file) => file.split('/')[0]));
  const program = join(ROOT, 'node_modules/.bin/depcruise');
  return run(program, [...tops], { cwd: folder, output: 'keep' });
}
