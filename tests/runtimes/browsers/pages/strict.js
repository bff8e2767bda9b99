// Not by an import map: it is an inline script, which the policy forbids.
import * as patchlens from '/node_modules/patchlens/dist/index.js';
import * as fleet from '/node_modules/patchlens/dist/fleet.js';
import { run } from '/suite/index.js';
import { report } from './report.js';

report(run, { patchlens, fleet });
