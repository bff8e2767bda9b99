/** What the build bundles as dist/cli-simulator.js, for `--simulate`. */
export { SAMPLE_CREDENTIALS } from '../simulator/credentials.js';
export { roleArn } from '../simulator/scopes.js';
export { createSimulator } from '../simulator/simulator.js';
export { sampleOptions, startBefore } from '../www/sample/fleet.js';
