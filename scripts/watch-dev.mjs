/** The Worker in `wrangler dev`, with its tables, in a folder of its own. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import typescript from 'typescript';
import { must, ROOT } from './process.mjs';

const WORKER = join(ROOT, 'worker');
const WRANGLER = join(ROOT, 'node_modules/.bin/wrangler');
const READY = /Ready on (http:\S+)/;
const OWN_LINE = /^\[wrangler:(info|warn)\]/;
const START_MS = 60_000;
const END_MS = 1_000;
const QUIET = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  // Without it, it asks Cloudflare for the location of this machine.
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  CI: '1',
  NO_COLOR: '1',
};

/** The settings of worker/wrangler.jsonc. TypeScript's own configuration is JSON with comments, too. */
export function watchConfiguration() {
  const file = join(WORKER, 'wrangler.jsonc');
  const { config, error } = typescript.readConfigFile(file, typescript.sys.readFile);
  if (error) throw new Error(`${file}: ${error.messageText}`);
  return config;
}

/**
 * Starts the Worker as it is deployed, but for the values of its variables.
 *
 * @param {object} options
 * @param {string} options.folder for the stores and the configuration
 * @param {Record<string, string>} options.vars
 * @param {Record<string, string>} options.secrets
 * @param {(text: string) => void} options.onText what the Worker writes
 * @returns {Promise<{ url: string, cron: () => Promise<void>, gone: Promise<unknown>,
 *   end: () => Promise<void> }>} `gone`: when wrangler has ended, with its exit code
 */
export async function openWatchDev({ folder, vars, secrets, onText }) {
  const config = configured(folder, vars, secrets);
  const common = ['--config', config, '--persist-to', join(folder, 'state')];
  const env = { ...QUIET, WRANGLER_REGISTRY_PATH: join(folder, 'registry') };
  const [database] = watchConfiguration().d1_databases;
  const migrate = ['d1', 'migrations', 'apply', database.database_name, '--local', ...common];
  await must(WRANGLER, migrate, { output: 'keep', timeoutMs: START_MS, env });
  const place = ['--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0'];
  const args = ['dev', ...place, ...common, '--test-scheduled', '--show-interactive-dev-session=false'];
  const { child, gone, end } = startWrangler(args, env);
  const url = await readyUrl({ child, gone }, onText);
  return { url, cron: () => cron(url), gone, end };
}

/** In a process group of its own, which ends with this process. */
function startWrangler(args, env) {
  const stdio = ['ignore', 'pipe', 'pipe'];
  const child = spawn(WRANGLER, args, { detached: true, stdio, env: { ...process.env, ...env } });
  const kill = (signal) => signalGroup(child, signal);
  const atExit = () => kill('SIGKILL');
  process.once('exit', atExit);
  const gone = new Promise((resolve) => child.once('error', resolve).once('close', resolve));
  const end = async () => {
    kill('SIGTERM');
    const timer = setTimeout(kill, END_MS, 'SIGKILL');
    await gone;
    clearTimeout(timer);
    process.off('exit', atExit);
  };
  return { child, gone, end };
}

function signalGroup({ pid }, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** A copy of the configuration with absolute paths; the secrets beside it, as wrangler wants them. */
function configured(folder, vars, secrets) {
  const config = watchConfiguration();
  const absolute = (path) => join(WORKER, path);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'wrangler.json');
  const given = {
    ...config,
    // With a route, wrangler tells the Worker the host of that in place of this machine's.
    routes: [],
    main: absolute(config.main),
    assets: { ...config.assets, directory: absolute(config.assets.directory) },
    d1_databases: config.d1_databases.map((it) => ({
      ...it,
      migrations_dir: absolute(it.migrations_dir),
    })),
    vars: { ...config.vars, ...vars },
  };
  writeFileSync(file, JSON.stringify(given, null, 2));
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, '.dev.vars'), lines.join(''));
  return file;
}

/** The address that wrangler prints. What it says before that is told only if it ends. */
function readyUrl({ child, gone }, onText) {
  return new Promise((resolve, reject) => {
    let said = '';
    let isReady = false;
    const hear = (text) => {
      if (isReady) return tell(text, onText);
      said += text;
      const [, url] = READY.exec(said) ?? [];
      isReady = url !== undefined;
      if (url) resolve(url);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
    gone.then((how) => reject(new Error(`wrangler dev ended with ${how}: ${said}`)));
  });
}

/** Without wrangler's line for each request. */
function tell(text, onText) {
  const lines = text.split('\n').filter((line) => line.trim() && !OWN_LINE.test(line));
  if (lines.length > 0) onText(lines.join('\n'));
}

/** What the cron trigger does, which does not fire by itself here. */
async function cron(url) {
  const [schedule] = watchConfiguration().triggers.crons;
  const query = new URLSearchParams({ cron: schedule });
  const response = await fetch(`${url}/__scheduled?${query}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`the cron trigger failed with ${response.status}: ${text}`);
}
