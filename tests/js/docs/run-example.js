/** Runs an example in a process of its own: `node run-example.js <module>`. */
import { pathToFileURL } from 'node:url';
import { NOW, setClock } from './clock.js';

setClock(NOW);
const { fetch } = await import('./world.js');
globalThis.fetch = fetch;
await import(pathToFileURL(process.argv[2]));
