import * as patchlens from 'patchlens';

globalThis.used = { ...patchlens };
