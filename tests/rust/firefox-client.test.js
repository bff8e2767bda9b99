/** The client of Rust programs on the `fetch` of Firefox. */
import { after, before } from 'node:test';
import { openFirefox } from '../runtimes/browsers/firefox.mjs';
import { startService } from '../runtimes/service.mjs';
import { builtClient, LIMIT, testIn } from './client.js';

let folder;
let service;
before(async () => {
  folder = await builtClient();
  service = await startService();
}, LIMIT);
after(() => service?.close());

testIn('Firefox', openFirefox, () => ({ folder, service }));
