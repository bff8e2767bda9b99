/** The client of Rust programs on the `fetch` of workerd, where Workers run. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Miniflare } from 'miniflare';
import { startService } from '../runtimes/service.mjs';
import { builtClient, LIMIT, reported } from './client.js';

const WORKER = `
import module from './rust_client_bg.wasm';
import { initSync, run } from './rust_client.js';
initSync({ module });
export default { fetch: async (_, { SERVICE }) => new Response(await run(SERVICE)) };
`;

let service;
let workerd;
before(async () => {
  const folder = await builtClient();
  service = await startService();
  const read = (path) => readFileSync(join(folder, path));
  workerd = new Miniflare({
    // Otherwise Miniflare asks Cloudflare for the location of this machine.
    cf: false,
    modules: [
      { type: 'ESModule', path: 'worker.js', contents: WORKER },
      { type: 'ESModule', path: 'rust_client.js', contents: read('rust_client.js') },
      { type: 'CompiledWasm', path: 'rust_client_bg.wasm', contents: read('rust_client_bg.wasm') },
    ],
    bindings: { SERVICE: service.url },
    compatibilityDate: '2026-04-01',
  });
}, LIMIT);
after(async () => {
  await workerd?.dispose();
  await service?.close();
});

test('the client of Rust programs in workerd', LIMIT, async (context) => {
  const response = await workerd.dispatchFetch('http://worker/');
  const text = await response.text();
  assert.equal(response.status, 200, text);
  await reported(context, JSON.parse(text));
});
