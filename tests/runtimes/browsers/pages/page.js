import * as patchlens from 'patchlens';
import * as fleet from 'patchlens/fleet';
import { run } from '/suite/index.js';
import { report } from './report.js';

report(run, { patchlens, fleet });
