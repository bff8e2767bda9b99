// An import map would stand in the page, where the policy allows no script.
import * as patchlens from '/node_modules/patchlens/dist/index.js';
import { run } from '/suite/index.js';
import { report } from './report.js';

report(run, patchlens);
