/**
 * Third-party servers of AWS's APIs that verify signatures, each in its own process on a free port
 * of 127.0.0.1.
 *
 * @typedef {object} Server
 * @property {string} url with a slash at the end
 * @property {() => Promise<void>} close ends the process
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVERS_PYTHON } from '../../scripts/python.mjs';

const LIMIT_MS = 60_000;
const POLL_MS = 50;
const HOST = '127.0.0.1';

/** moto, which does not verify requests until it is configured to. @returns {Promise<Server>} */
export function startMoto() {
  return start('moto', (port) => ({ args: ['-m', 'moto.server', '-H', HOST, '-p', port] }));
}

/** MiniStack, whose first user has the keys `test` and `test`. @returns {Promise<Server>} */
export function startMiniStack() {
  const settings = { AUTH: 'true', BIND_HOST: HOST, IOT_MTLS_ENABLED: '0', SFTP_ENABLED: '0' };
  return start('MiniStack', (port) => ({
    args: ['-m', 'ministack'],
    env: { ...settings, GATEWAY_PORT: port },
  }));
}

async function start(name, commandOn) {
  const port = String(await freePort());
  const { args, env } = commandOn(port);
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-'));
  const child = spawn(SERVERS_PYTHON, args, {
    // The folder of its data. The user's own settings do not apply.
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Also if a test file ends without closing the server.
  process.once('exit', () => child.kill('SIGKILL'));
  const server = { url: `http://${HOST}:${port}/`, close: () => close(child, folder) };
  try {
    await listening(name, server.url, child);
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}

async function freePort() {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(name, url, child) {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  let failure;
  child.on('error', (error) => (failure = error.message));
  child.on('exit', (code) => (failure ??= `it ended with exit code ${code}`));
  for (const start = Date.now(); !(await answers(url)); await sleep(POLL_MS)) {
    if (Date.now() - start > LIMIT_MS) failure ??= 'it does not answer';
    if (failure) throw new Error(`${name} cannot be started: ${failure}\n${said}`);
  }
}

async function answers(url) {
  try {
    await (await fetch(url)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

async function close(child, folder) {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
  rmSync(folder, { recursive: true, force: true });
}
