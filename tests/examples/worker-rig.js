/** The Worker as `wrangler deploy` bundles it, in Cloudflare's runtime, in front of a simulator. */
import { cpSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import typescript from 'typescript';
import { must, ROOT } from '../../scripts/process.mjs';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { serve } from '../../simulator/serve.js';
import { copyOf, TOOLS } from './workshop.js';

export const REGION = 'us-east-1';
export const TOKEN = 'kX7vQ2mZ9pL4wT8sB3nR6yC1';
export const ORIGIN = 'https://portal.example.com';
export const ROLE = 'arn:aws:iam::123456789012:role/PatchReader';
/** The folder of the page, in the copy of the example. */
const PAGE = 'page';
export const [KEYS, SESSION_KEYS] = SAMPLE_CREDENTIALS;
/** The values that must never leave the Worker. */
const SECRETS = [KEYS, SESSION_KEYS].flatMap((keys) => Object.values(keys)).concat(TOKEN);

const PATIENCE_MS = 20_000;

/** Built once in this process. */
let built;

/**
 * @typedef {object} Built
 * @property {object[]} modules of Miniflare
 * @property {Record<string, any>} config that of wrangler.jsonc
 * @property {string} [page] the folder of the page
 *
 * @param {object} [options]
 * @param {number} [options.nodes]
 * @param {Record<string, string>} [options.env] on top of the usual, or instead
 * @param {Built} [options.example] another than examples/worker
 */
export async function openWorker({ nodes = 1000, env = {}, example } = {}) {
  return opened(example ?? (await (built ??= build())), nodes, env);
}

async function opened(example, nodes, env) {
  const rig = { faults: undefined, calls: [], requests: [], said: [] };
  const aws = await serve({
    fleet: { nodes },
    roles: [{ arn: ROLE, externalId: 'portal-42', trusts: ['arn:aws:iam::123456789012:root'] }],
    onRequest: (record) => rig.requests.push(record),
    faults: (call) => {
      rig.calls.push(call);
      return rig.faults?.(call, rig.calls.length);
    },
  });
  const note = (stream) => stream.setEncoding('utf8').on('data', (text) => rig.said.push(text));
  const miniflare = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    // Without it miniflare asks Cloudflare for the location of this machine.
    cf: false,
    handleRuntimeStdio: (stdout, stderr) => [stdout, stderr].forEach(note),
    workers: [worker(example, { ...environment(aws.url), ...env })],
  });
  const url = await miniflare.ready;
  return Object.assign(rig, {
    url: url.href,
    fleet: aws.simulator.fleet,
    get: (path, options) => get(rig, new URL(path, url), options),
    forget: () => forget(miniflare, url),
    /** Waits until the stream, or the one with this tag, is in the cache, which is after its end. */
    kept: (etag) =>
      until(async () => {
        const found = await cachedTag(miniflare, url);
        return etag ? found === etag : found !== undefined;
      }),
    /** Waits until the log has such a text. */
    logs: (pattern) => until(async () => pattern.test(rig.said.join('')), pattern),
    async close() {
      await miniflare.dispose();
      await aws.close();
    },
  });
}

/** The folder of the page that the Worker serves, for another site to serve. */
export async function pageFolder() {
  built ??= build();
  return (await built).page;
}

function environment(endpoint) {
  return {
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
    ACCESS_TOKEN: TOKEN,
    ALLOWED_ORIGIN: ORIGIN,
  };
}

/** Deletes the cached stream. */
async function forget(miniflare, url) {
  const streams = await (await miniflare.getCaches()).open('streams');
  await streams.delete(new URL('api/fleet', url).href);
}

async function cachedTag(miniflare, url) {
  const streams = await (await miniflare.getCaches()).open('streams');
  const kept = await streams.match(new URL('api/fleet', url).href);
  await kept?.arrayBuffer();
  return kept?.headers.get('etag') ?? undefined;
}

async function until(isSo, what = 'the stream in the cache') {
  for (const end = Date.now() + PATIENCE_MS; !(await isSo()); ) {
    if (Date.now() > end) throw new Error(`waits in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The Worker as wrangler.jsonc describes it. */
function worker({ modules, page, config }, bindings) {
  return {
    name: config.name,
    modules,
    bindings,
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
    ...(page && { assets: assets(page, config.assets) }),
  };
}

function assets(directory, { run_worker_first: user_worker }) {
  return { directory, routerConfig: { has_user_worker: true, static_routing: { user_worker } } };
}

async function build() {
  const folder = await copyOf('worker');
  const page = join(folder, PAGE);
  cpSync(join(ROOT, 'www/dist'), page, { recursive: true });
  return { ...(await bundled(folder, ['--assets', PAGE])), page };
}

/**
 * Bundles the Worker in a folder.
 *
 * @param {string} folder
 * @param {string[]} [flags] of `wrangler deploy`
 * @returns {Promise<Built>}
 */
export async function bundled(folder, flags = []) {
  const args = ['deploy', '--dry-run', '--outdir', 'out', ...flags];
  await must(join(TOOLS, 'wrangler'), args, {
    cwd: folder,
    output: 'keep',
    timeoutMs: 60_000,
    env: { WRANGLER_SEND_METRICS: 'false' },
  });
  const out = join(folder, 'out');
  const wasm = (await readdir(out)).find((name) => name.endsWith('.wasm'));
  const read = (path) => readFileSync(join(out, path));
  const modules = [
    { type: 'ESModule', path: 'index.js', contents: String(read('index.js')) },
    { type: 'CompiledWasm', path: wasm, contents: read(wasm) },
  ];
  return { modules, config: configOf(join(folder, 'wrangler.jsonc')) };
}

/** Read by TypeScript, whose own configuration is JSON with comments, too. */
function configOf(file) {
  const { config, error } = typescript.readConfigFile(file, typescript.sys.readFile);
  if (error) throw new Error(`${file}: ${error.messageText}`);
  return config;
}

/** Sends a request as a script does, and records the response for {@link leaks}. */
async function get(rig, url, { token = TOKEN, headers = {}, ...init } = {}) {
  const authorization = `Bearer ${token}`;
  const response = await fetch(url, { ...init, headers: { authorization, ...headers } });
  rig.said.push(JSON.stringify([...response.headers]));
  const body = response.body?.pipeThrough(noted(rig.said));
  const text = async () => (body ? new Response(body).text() : '');
  const { status } = response;
  return { status, headers: response.headers, body, text, lines: async () => linesOf(await text()) };
}

function noted(said) {
  const decoder = new TextDecoder();
  return new TransformStream({
    transform(chunk, controller) {
      said.push(decoder.decode(chunk, { stream: true }));
      controller.enqueue(chunk);
    },
  });
}

/** The lines of NDJSON, parsed. */
export function linesOf(text) {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** The secrets in the recorded responses, headers and logs, also those cut in two. */
export function leaks(said) {
  return SECRETS.filter((secret) => said.join('').includes(secret));
}
