import 'patchlens';

globalThis.used = {};
