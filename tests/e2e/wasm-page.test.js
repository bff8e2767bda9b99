/** The page where the WebAssembly module cannot start, and what it says about each cause. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { KEYS, openRig } from './rig.js';

let rig;
let withoutSample;
before(async () => {
  rig = await openRig({ nodes: 5 });
  withoutSample = await openRig({ nodes: 5, sample: false });
});
after(async () => {
  await rig.close();
  await withoutSample.close();
});

/** What each cause does to a page before it loads. */
const CAUSES = {
  'no WebAssembly, as in Lockdown Mode': {
    prepare: (page) => page.addInitScript(() => delete globalThis.WebAssembly),
    title: /WebAssembly is switched off in this browser/,
  },
  'a stricter policy of the server': {
    prepare: (page) => page.route('**/*', withHeader('content-security-policy', "script-src 'self'")),
    title: /A Content-Security-Policy forbids WebAssembly here/,
  },
  'a limit of 4 KB on the main thread': {
    prepare: (page) => page.addInitScript(limitModules),
    title: /This browser compiles only small WebAssembly modules/,
  },
};

function withHeader(name, value) {
  return async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, headers: { ...response.headers(), [name]: value } });
  };
}

/** Runs in the page: Chrome's limit before version 114. */
function limitModules() {
  const { Module } = WebAssembly;
  WebAssembly.Module = new Proxy(Module, {
    construct(target, [bytes]) {
      if (bytes.byteLength <= 4096) return new target(bytes);
      throw new RangeError(
        'WebAssembly.Compile is disallowed on the main thread, if the buffer size is larger than 4KB. Use WebAssembly.compile, or compile on a worker thread.',
      );
    },
  });
}

for (const [name, { prepare, title }] of Object.entries(CAUSES)) {
  test(`the sample fleet and the form explain ${name}`, async () => {
    const page = await rig.visit({ prepare, expect: /Content Security Policy/ });
    await page.getByRole('alert').getByText(title).waitFor();
    const advice = await page.getByRole('alert').innerText();
    assert.doesNotMatch(advice, /Worker/, 'the fleet needs it, too');
    assert.equal(/wasm-unsafe-eval/.test(advice), name.includes('policy'));
    await page.leave();

    const expect = /Content Security Policy|Failed to load resource/;
    const form = await withoutSample.visit({ prepare, expect });
    await form.getByLabel('Region').fill('us-east-1');
    await form.getByLabel('Access key id').fill(KEYS.accessKeyId);
    await form.getByLabel('Secret access key').fill(KEYS.secretAccessKey);
    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    await form.getByRole('alert').getByText(title).waitFor();
    await form.leave();
  });
}
