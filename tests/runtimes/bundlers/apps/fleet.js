import * as fleet from 'patchlens/fleet';

globalThis.used = { ...fleet };
