import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { chromiumPath } from '../../scripts/chromium.mjs';
import { firefoxPath } from '../../scripts/firefox.mjs';
import { webkitPaths } from '../../scripts/webkit.mjs';

const BROWSERS = [
  {
    title: 'Chromium',
    find: chromiumPath,
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    variable: 'CHROMIUM_PATH',
    hint: /apt-get install chromium.*CHROMIUM_PATH/s,
  },
  {
    title: 'Firefox',
    find: firefoxPath,
    names: ['firefox-esr', 'firefox'],
    variable: 'FIREFOX_PATH',
    hint: /apt-get install firefox-esr.*FIREFOX_PATH/s,
  },
];

/** A folder with these executables, until the test ends. */
function folderWith(t, ...names) {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-path-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const name of names) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

for (const { title, find, names, variable, hint } of BROWSERS) {
  test(`${title} is found under any of its usual names, in any folder of the path`, (t) => {
    const [empty, full] = [folderWith(t), folderWith(t, ...names.slice(1))];
    assert.equal(find({ PATH: [empty, full].join(delimiter) }), join(full, names[1]));
  });

  test(`${variable} wins over what is installed`, (t) => {
    const folder = folderWith(t, names[0], 'mine');
    const mine = join(folder, 'mine');
    assert.equal(find({ PATH: folder, [variable]: mine }), mine);
  });

  test(`a ${variable} that names no program is an error`, (t) => {
    const env = { PATH: folderWith(t, names[0]), [variable]: '/nowhere' };
    assert.throws(() => find(env), { message: new RegExp(`^${variable} is "/nowhere"`) });
  });

  test(`without ${title} the error says how to get it`, (t) => {
    assert.throws(() => find({ PATH: folderWith(t) }, []), { message: hint });
  });
}

test('WebKitGTK needs a driver and a display server, each of which a variable can name', (t) => {
  const folder = folderWith(t, 'WebKitWebDriver', 'Xvfb', 'mine');
  const [driver, xvfb, mine] = ['WebKitWebDriver', 'Xvfb', 'mine'].map((it) => join(folder, it));
  assert.deepEqual(webkitPaths({ PATH: folder }), { driver, xvfb });
  assert.deepEqual(webkitPaths({ PATH: folder, XVFB_PATH: mine }), { driver, xvfb: mine });
});

test('without a part of WebKitGTK the error names it, and says how to get it', (t) => {
  const env = { PATH: folderWith(t, 'Xvfb') };
  const hint = /apt-get install webkit2gtk-driver xvfb.*WEBKIT_DRIVER_PATH and XVFB_PATH/;
  assert.throws(() => webkitPaths(env), hint);
  assert.throws(() => webkitPaths(env), /there is no WebKitWebDriver in PATH/);
  assert.throws(() => webkitPaths({ PATH: '' }), /no WebKitWebDriver, no Xvfb in PATH/);
});
