import 'patchlens/fleet';

globalThis.used = {};
