/** The sample fleet of the built page: its service worker, and the file that names it. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { SAMPLE_CREDENTIALS } from '../../simulator/credentials.js';
import { REGION, sampleFleet } from '../sample/fleet.js';

const WORKER = fileURLToPath(new URL('../sample/worker.js', import.meta.url));
const WORKER_FILE = 'sample-worker.js';

/** Not in `vite dev`. */
export function sampleFleetFiles(target: string[]): Plugin {
  return {
    name: 'sample-fleet',
    apply: 'build',
    async generateBundle() {
      const worker = await workerCode(target);
      const sample = `${JSON.stringify(sampleOf(worker), null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: WORKER_FILE, source: worker });
      this.emitFile({ type: 'asset', fileName: 'sample.json', source: sample });
    },
  };
}

/** As a classic script: Firefox runs modules as service workers only since 2026. */
async function workerCode(target: string[]): Promise<string> {
  const output = { format: 'iife', codeSplitting: false } as const;
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: { target, write: false, rolldownOptions: { input: WORKER, output } },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (!result || !('output' in result)) throw new Error('the build watches files');
  return result.output[0].code;
}

/** The version in the address makes a browser take a new worker at once. */
function sampleOf(worker: string) {
  const version = createHash('sha256').update(worker).digest('hex').slice(0, 12);
  return {
    simulated: `${WORKER_FILE}?v=${version}`,
    endpoint: 'ssm/',
    region: REGION,
    ...SAMPLE_CREDENTIALS[0],
    nodes: sampleFleet(0).nodes,
  };
}
