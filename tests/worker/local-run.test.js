/** `npm run worker`: the Worker in wrangler dev, on a simulator, behind a server that plays Access. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT } from '../../scripts/process.mjs';

const START = { timeout: 90_000 };
const SCOPES = ['111122223333/us-east-1:60', '444455556666/eu-central-1:40'];
const READY = /^watch: (http:\S+)\/$/m;
const ENDED = /"event":"run-ended".*"status":"complete"/g;
const END_MS = 4_000;

let program;
let url;
let said = '';

before(async () => {
  const args = [join(ROOT, 'scripts/worker.mjs'), '--port', '0', ...SCOPES.flatMap((it) => ['--scope', it])];
  program = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  }
  [, url] = await says(READY);
}, START);
after(() => program.kill('SIGTERM'));

/** What a pattern finds in the output, once it does. */
async function says(pattern, times = 1) {
  for (;;) {
    const found = [...said.matchAll(new RegExp(pattern, `${pattern.flags.replace('g', '')}g`))];
    if (found.length >= times) return found[times - 1];
    if (program.exitCode !== null) throw new Error(`it has ended with ${program.exitCode}: ${said}`);
    await Promise.race([once(program.stdout, 'data'), once(program, 'exit')]);
  }
}

test('it serves the page and scans every scope', START, async () => {
  const page = await fetch(url);
  assert.match(await page.text(), /<title>patchlens<\/title>/);
  assert.match(page.headers.get('content-security-policy'), /frame-ancestors 'none'/);
  assert.deepEqual(await (await fetch(`${url}/sample.json`)).json(), { server: './api/', needsToken: false });
  await says(ENDED, SCOPES.length);
  for (const scope of SCOPES) {
    const [account, region] = scope.split(/[/:]/);
    assert.match(said, new RegExp(`"account":"${account}","region":"${region}".*"failedNodes":0`));
  }
});

test('its Access lets a person choose between the two roles, and knows no other person', async () => {
  const logIn = (email) => fetch(`${url}/cdn-cgi/access/login?email=${email}`, { redirect: 'manual' });
  const reader = await logIn('reader@example.com');
  assert.equal(reader.status, 302);
  assert.match(reader.headers.get('set-cookie'), /HttpOnly/);
  assert.equal((await logIn('mallory@example.com')).status, 404);
});

test('a signal ends it and all that it has started', { timeout: 20_000 }, async () => {
  const started = descendants(program.pid);
  assert.ok(started.length >= 3, `wrangler, its node and workerd: ${started}`);
  const start = performance.now();
  program.kill('SIGINT');
  const [code] = await once(program, 'exit');
  const took = performance.now() - start;
  assert.equal(code, 0, said);
  assert.ok(took < END_MS, `${took} ms`);
  assert.deepEqual(started.filter(isAlive), []);
});

/** The processes below one. */
function descendants(pid) {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** A process that has ended, and of which its parent has not heard yet, is a zombie. */
function isAlive(pid) {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return false;
    throw error;
  }
}
