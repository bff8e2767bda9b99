/** The client of Rust programs on the `fetch` of Node and of Chromium. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openChromium } from '../runtimes/browsers/playwright.mjs';
import { startService } from '../runtimes/service.mjs';
import { builtClient, LIMIT, reported, testIn } from './client.js';

let folder;
let service;
before(async () => {
  folder = await builtClient();
  service = await startService();
}, LIMIT);
after(() => service?.close());

test('the client of Rust programs in Node', LIMIT, async (context) => {
  const program = await import(pathToFileURL(join(folder, 'rust_client.js')));
  program.initSync({ module: readFileSync(join(folder, 'rust_client_bg.wasm')) });
  await reported(context, JSON.parse(await program.run(service.url)));
});

testIn('Chromium', openChromium, () => ({ folder, service }));
