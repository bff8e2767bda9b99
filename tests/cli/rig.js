/** Runs the command line in this process, with the simulator for AWS. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { run } from '../../cli/run.js';
import { serve } from '../../simulator/serve.js';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';

const [keys] = SAMPLE_CREDENTIALS;
export const REGION = 'us-east-1';

const servers = [];
// Not within a hook, whose own `after` comes when the hook has ended.
after(() => Promise.all(servers.map((aws) => aws.close())));

/** A folder that is removed after the tests of the file. */
export function folderOf(name) {
  const folder = mkdtempSync(join(tmpdir(), `patchlens-${name}-`));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A simulator over HTTP, closed after the tests of the file. */
export async function simulator(options) {
  const aws = await serve(options);
  servers.push(aws);
  return aws;
}

/** The environment of a shell with keys, whose AWS is at `url`, and in which no AWS CLI is on the path. */
export function environment(url, folder) {
  return {
    HOME: folder,
    PATH: join(folder, 'bin'),
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL: url,
  };
}

/** The same without the keys. */
export function withoutKeys(env) {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...rest } = env;
  return rest;
}

/**
 * @param {string[]} args
 * @param {object} [io]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export async function command(args, { env = {}, isTTY = false, signal, fetch } = {}) {
  const [stdout, stderr] = [sink(isTTY), sink(isTTY)];
  const code = await run(args, {
    stdout: stdout.stream,
    stderr: stderr.stream,
    env,
    signal: signal ?? new AbortController().signal,
    fetch,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function sink(isTTY) {
  const chunks = [];
  const write = (chunk) => {
    chunks.push(chunk);
    return true;
  };
  return { stream: { write, isTTY, columns: 100 }, text: () => chunks.join('') };
}

/** Writes a program of the name into the folder that is on the path. */
export function programIn(folder, name, script) {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}
