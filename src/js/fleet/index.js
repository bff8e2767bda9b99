// patchlens/fleet: a compliance database in the tab. The types are in index.d.ts.
export { Fleet } from './fleet.js';
export { formatFilter, parseFilter } from './filter-text.js';
export { remoteSource } from './remote-source.js';
export { scanFleet, scanSlice } from './scan.js';
export { serveFleet } from './serve-source.js';
export { localSource } from './source.js';
