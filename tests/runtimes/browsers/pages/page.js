import * as patchlens from 'patchlens';
import { report } from './report.js';

report(patchlens);
