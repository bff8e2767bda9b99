// Workers have no import maps.
import * as patchlens from '/node_modules/patchlens/dist/index.js';
import * as fleet from '/node_modules/patchlens/dist/fleet.js';
import { run } from '/suite/index.js';
import { report } from './report.js';

report(run, { patchlens, fleet });
