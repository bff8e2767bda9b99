import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { chromiumPath } from '../../scripts/chromium.mjs';

/** A folder with these executables in it, for as long as the test runs. */
function folderWith(t, ...names) {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-path-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const name of names) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

test('the browser is found under any of its usual names, in any folder of the path', (t) => {
  const empty = folderWith(t);
  const full = folderWith(t, 'google-chrome', 'chromium-browser');
  assert.equal(
    chromiumPath({ PATH: [empty, full].join(delimiter) }),
    join(full, 'chromium-browser'),
  );
});

test('CHROMIUM_PATH wins over what is installed', (t) => {
  const folder = folderWith(t, 'chromium', 'mine');
  assert.equal(
    chromiumPath({ PATH: folder, CHROMIUM_PATH: join(folder, 'mine') }),
    join(folder, 'mine'),
  );
});

test('a CHROMIUM_PATH that leads nowhere is an error, not a reason to take another', (t) => {
  const folder = folderWith(t, 'chromium');
  assert.throws(
    () => chromiumPath({ PATH: folder, CHROMIUM_PATH: '/nowhere' }),
    /CHROMIUM_PATH is "\/nowhere"/,
  );
});

test('without a browser it says how to get one', (t) => {
  assert.throws(
    () => chromiumPath({ PATH: folderWith(t) }, []),
    /apt-get install chromium.*CHROMIUM_PATH/s,
  );
});
