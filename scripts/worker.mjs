/**
 * `npm run worker`: the watch on this machine. `wrangler dev` runs the Worker, the simulator stands for
 * AWS, and a server in front of both for Cloudflare Access. It takes the options of the simulator.
 *
 *     npm run worker -- [--port 4690] [--scope 111122223333/eu-central-1:2000:40]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './process.mjs';
import { sampleOfToday, withPast } from './sample-fleet.mjs';
import { setUp } from './setup.mjs';
import { inWords, simulatorOptions, usageOf } from './simulator-options.mjs';
import { openWatchDev } from './watch-dev.mjs';
import { watchPage } from './watch-page.mjs';

const PORT = 4690;
const HOST = '127.0.0.1';
const HOUR_MS = 3_600_000;
const ACCOUNT = '111122223333';
const EXTERNAL_ID = 'patchlens-local';
const EDITOR = 'editor@example.com';
const READER = 'reader@example.com';
const KEPT = join(ROOT, 'worker/.wrangler/watch');
const WITHOUT =
  'Without options of the fleet: three scopes of two accounts, whose history stays in worker/.wrangler.\n' +
  'It listens on 127.0.0.1 only, because its Access asks for no password.';

async function main(args) {
  const { help, isOwn, fleet, ...place } = simulatorOptions(args, PORT);
  if (help) return console.log(usageOf('npm run worker', PORT, WITHOUT));
  if (place.host !== HOST) throw new Error(`--host: expected ${HOST}, but is "${place.host}"`);
  await setUp({ build: true });
  watchPage();
  const ends = [];
  const end = onSignal(ends);
  try {
    await open({ place, options: optionsOf(fleet, isOwn), folder: folderOf(isOwn), ends, end });
  } catch (error) {
    await end();
    throw error;
  }
}

async function open({ place, options, folder, ends, end }) {
  const { openAccess } = await import('./local-access.mjs');
  const { serve } = await import('../simulator/serve.js');
  const aws = await serve(options);
  ends.push(aws.close);
  const access = await openAccess({ emails: [EDITOR, READER], place });
  ends.push(access.close);
  const onText = (text) => console.log(text);
  const watch = await openWatchDev({ folder, ...(await valuesOf(aws, access)), onText });
  ends.push(watch.end);
  void watch.gone.then(end);
  access.passTo(watch.url);
  await watch.cron();
  const timer = setInterval(() => watch.cron().catch(report), HOUR_MS);
  ends.push(() => clearInterval(timer));
  console.log(`\nwatch: ${access.url}\n`);
  console.log(`You are ${EDITOR}; ${access.url}cdn-cgi/access/login?email=${READER} makes you a reader.`);
  const fleets = aws.simulator.scopes.map(inWords).join('; ');
  console.log(`It scans, now and each hour: ${fleets}. Ctrl+C ends it.`);
}

/** The Worker's variables and secrets. The keys open the simulator and nothing else. */
async function valuesOf(aws, access) {
  const { SAMPLE_CREDENTIALS } = await import('../simulator/index.js');
  const [keys] = SAMPLE_CREDENTIALS;
  const scopes = aws.simulator.scopes.map(({ account, region, role: roleArn }) => ({
    account,
    region,
    roleArn,
  }));
  return {
    vars: {
      SCOPES: JSON.stringify(scopes),
      AWS_ENDPOINT_URL: aws.url,
      ACCESS_ISSUER: access.issuer,
      ACCESS_AUDIENCE: access.audience,
      ACCESS_ROLES: JSON.stringify({ reader: { emails: [READER] }, editor: { emails: [EDITOR] } }),
    },
    secrets: {
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      EXTERNAL_ID,
    },
  };
}

/** Every scope has an account, whose role asks for the external id. */
function optionsOf(fleet, isOwn) {
  const { scopes, ...options } = isOwn ? withPast(fleet) : { quirks: fleet.quirks, ...sampleOfToday() };
  const { region, fleet: sole, requestsPerSecond, ...rest } = options;
  const listed = scopes ?? [{ account: ACCOUNT, region, fleet: sole, requestsPerSecond }];
  return {
    ...rest,
    scopes: listed.map((scope) => ({
      ...scope,
      role: { arn: `arn:aws:iam::${scope.account}:role/PatchReader`, externalId: EXTERNAL_ID },
    })),
  };
}

/** The fleet of today goes on from that of yesterday; another fleet has nothing in common with it. */
function folderOf(isOwn) {
  if (!isOwn) return KEPT;
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-watch-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Ends everything, the last first, once. */
function onSignal(ends) {
  let ending;
  const end = () => (ending ??= endAll(ends));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  return end;
}

async function endAll(ends) {
  for (const end of ends.reverse()) await end();
}

function report(error) {
  console.error(error.message);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`Cannot start: ${error.message}`);
  process.exitCode = 1;
}
