import * as patchlens from 'patchlens';
import { endurance } from '/suite/endurance.js';

// The host calls it and measures the memory in between.
globalThis.batch = endurance(patchlens);
