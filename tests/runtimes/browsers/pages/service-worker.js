import * as patchlens from '/node_modules/patchlens/dist/index.js';
import * as fleet from '/node_modules/patchlens/dist/fleet.js';
import { run } from '/suite/index.js';
import { report } from './report.js';

// The service worker lives as long as the event that it handles.
addEventListener('message', (event) => event.waitUntil(report(run, { patchlens, fleet })));
