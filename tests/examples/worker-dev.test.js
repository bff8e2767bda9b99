/** `wrangler dev`, as the README of the Worker describes it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT } from '../../scripts/process.mjs';
import { serve } from '../../simulator/serve.js';
import { copyOf, TOOLS } from './workshop.js';

const LIMIT = { timeout: 90_000 };
const READY = /Ready on (http:\S+)/;

let aws;
let wrangler;
before(async () => {
  aws = await serve({ fleet: { nodes: 80 } });
}, LIMIT);
after(async () => {
  await wrangler?.end();
  await aws?.close();
});

/** The example's own variables, with another endpoint. */
async function variables(endpoint) {
  const example = await readFile(join(ROOT, 'examples/worker/.dev.vars.example'), 'utf8');
  return example.replace(/^AWS_ENDPOINT_URL=.*$/m, `AWS_ENDPOINT_URL=${endpoint}`);
}

/** Wrangler in its own process group, so that its children end with it. */
async function start(folder) {
  const port = await freePort();
  const places = ['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'];
  const assets = ['--assets', join(ROOT, 'www/dist')];
  const args = ['dev', ...places, ...assets, '--show-interactive-dev-session=false'];
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1', NO_COLOR: '1' };
  const stdio = ['ignore', 'pipe', 'pipe'];
  const child = spawn(join(TOOLS, 'wrangler'), args, { cwd: folder, env, stdio, detached: true });
  const gone = new Promise((resolve) => child.once('close', resolve));
  let said = '';
  const ready = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
        const [, url] = READY.exec(said) ?? [];
        if (url) resolve(url);
      });
    }
    gone.then((code) => reject(new Error(`wrangler ended with ${code}: ${said}`)));
  });
  const end = () => {
    if (child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    return gone;
  };
  process.once('exit', () => child.exitCode === null && process.kill(-child.pid, 'SIGKILL'));
  return { ready, end };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

test('wrangler dev serves the page and the fleet of a simulator', LIMIT, async () => {
  const folder = await copyOf('worker');
  const vars = await variables(aws.url);
  writeFileSync(join(folder, '.dev.vars'), vars);
  const [, token] = /^ACCESS_TOKEN=(.+)$/m.exec(vars);
  wrangler = await start(folder);
  const url = await wrangler.ready;
  const page = await fetch(url);
  assert.match(await page.text(), /<title>patchlens<\/title>/);
  assert.match(page.headers.get('content-security-policy'), /frame-ancestors 'none'/);
  const refused = await fetch(`${url}/api/fleet`);
  assert.equal(refused.status, 401);
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/fleet`, { headers });
  const lines = (await answer.text()).trimEnd().split('\n');
  assert.equal(lines.length, 81);
  assert.deepEqual(JSON.parse(lines.at(-1)), { end: { count: 80 } });
});
