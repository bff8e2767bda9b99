export { SAMPLE_CREDENTIALS } from './credentials.js';
export { Fleet } from './fleet/fleet.js';
export { QUIRKS } from './quirks.js';
export { createSimulator } from './simulator.js';
