/** For Node, Deno and Bun; the URL of the service is the only argument. */
import * as patchlens from 'patchlens';
import * as fleet from 'patchlens/fleet';
import { report } from '../report.js';

await report({ patchlens, fleet }, globalThis.Deno ? Deno.args[0] : process.argv[2]);
