import * as patchlens from 'patchlens';
import { run } from '../suite/index.js';
import { report } from './report.js';

report(run, patchlens);
