/** The sample fleet of the built page: its service worker, the file that names it, and its history. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { SAMPLE_CREDENTIALS } from '../../simulator/credentials.js';
import { roleArn } from '../../simulator/scopes.js';
import { sampleOptions, startOf } from '../sample/fleet.js';

/** What `npm run build` makes before it builds the page. */
const HISTORY = new URL('../../target/sample-history/', import.meta.url);

const WORKER = fileURLToPath(new URL('../sample/worker.js', import.meta.url));
const WORKER_FILE = 'sample-worker.js';

/** Not in `vite dev`. */
export function sampleFleetFiles(target: string[]): Plugin {
  return {
    name: 'sample-fleet',
    apply: 'build',
    async generateBundle() {
      const worker = await workerCode(target, startOf(historyIndex()));
      const sample = `${JSON.stringify(sampleOf(worker), null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: WORKER_FILE, source: worker });
      this.emitFile({ type: 'asset', fileName: 'sample.json', source: sample });
      for (const name of readdirSync(HISTORY)) {
        const source = readFileSync(new URL(name, HISTORY));
        this.emitFile({ type: 'asset', fileName: `history/${name}`, source });
      }
    },
  };
}

function historyIndex() {
  try {
    return JSON.parse(readFileSync(new URL('index.json', HISTORY), 'utf8'));
  } catch (error) {
    throw new Error('The history of the sample fleet is missing; `npm run build` makes it', {
      cause: error,
    });
  }
}

/** As a classic script: Firefox runs modules as service workers only since 2026. */
async function workerCode(target: string[], start: number): Promise<string> {
  const output = { format: 'iife', codeSplitting: false } as const;
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { SAMPLE_START: String(start) },
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
    scopes: sampleOptions(0, 0).scopes.map(({ account, region }) => ({
      account,
      region,
      roleArn: roleArn(undefined, account),
    })),
    ...SAMPLE_CREDENTIALS[0],
  };
}
