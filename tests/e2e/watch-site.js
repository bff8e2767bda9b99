/**
 * The built page on the watch: the Worker in miniflare, which has scanned a simulated fleet, behind a site
 * that signs every request as Cloudflare Access does.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { openAccess } from '../../scripts/local-access.mjs';
import { HISTORY, SAMPLE } from '../../scripts/watch-page.mjs';
import { awsOf, openWatch } from '../worker/rig.js';

const DIST = fileURLToPath(new URL('../../www/dist', import.meta.url));
/** In place of the sample fleet's. */
const OF_WATCH = { '/sample.json': SAMPLE, '/history/index.json': HISTORY };
const JSON_TYPE = { 'content-type': 'application/json' };
const SCOPE = { account: '111122223333', region: 'us-east-1' };
const FROM_PAGE = { ...JSON_TYPE, 'sec-fetch-site': 'same-origin' };
const MINUTE_MS = 60_000;

export const READER = 'rita@example.com';
export const EDITOR = 'edith@example.com';
const ROLES = { reader: { emails: [READER] }, editor: { emails: [EDITOR] } };

/**
 * @param {object} [options]
 * @param {object[]} [options.scopes] as the simulator takes them, with a fleet each
 * @param {boolean} [options.isScanned] whether the Worker has read them
 * @param {Record<string, string>} [options.vars] more variables of the Worker
 */
export async function openWatchSite({ scopes = [SCOPE], isScanned = true, vars } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-watch-page-'));
  const aws = await awsOf(scopes);
  const access = await openAccess({ emails: [READER] });
  const watch = await openWatch({
    aws,
    folder,
    scopes: scopes.map(({ account, region }) => ({ account, region })),
    vars: {
      ACCESS_ISSUER: access.issuer,
      ACCESS_AUDIENCE: access.audience,
      ACCESS_ROLES: JSON.stringify(ROLES),
      ...vars,
    },
  });
  const site = { watch, aws, scopes: aws.simulator.scopes, email: EDITOR, requests: [] };
  /** Asks the Worker as a person, beside the page. */
  site.ask = async (path, body, email = EDITOR) => {
    const token = await access.sign({ email, sub: email });
    const headers = { ...FROM_PAGE, 'cf-access-jwt-assertion': token };
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    const { answer, error } = await (await watch.fetch(`/api/v1/${path}`, init)).json();
    if (error) throw new Error(error.message);
    return answer;
  };
  const server = await listen((request, response) => answer(site, access, request, response));
  site.scan = async (time = Date.now()) => {
    await watch.cron(time);
    return watch.ends(time);
  };
  if (isScanned) await site.scan(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
  return Object.assign(site, {
    url: `http://127.0.0.1:${server.address().port}/`,
    async close() {
      await new Promise((resolve) => server.close(resolve) && server.closeAllConnections());
      await watch.dispose();
      access.close();
      await aws.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

async function listen(onRequest) {
  const server = createServer(onRequest);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const serveFile = sirv(DIST, { dev: true });

async function answer(site, access, request, response) {
  const notFound = () => response.writeHead(404).end('Not found');
  const own = OF_WATCH[request.url];
  if (own) return response.writeHead(200, JSON_TYPE).end(JSON.stringify(own));
  if (!request.url.startsWith('/api/')) return serveFile(request, response, notFound);
  site.requests.push(`${request.method} ${request.url}`);
  try {
    await pass(site, access, request, response);
  } catch (error) {
    response.writeHead(502).end(String(error));
  }
}

/** To the Worker, in the name of the person who is signed in. */
async function pass({ watch, email }, access, request, response) {
  const { method, url, headers } = request;
  const body = method === 'POST' ? await buffer(request) : undefined;
  const token = await access.sign({ email, sub: email });
  const answered = await watch.fetch(url, {
    method,
    headers: { ...onward(headers), 'cf-access-jwt-assertion': token },
    body,
  });
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  response.end(Buffer.from(await answered.arrayBuffer()));
}

/** Without what is of the connection to the site. */
function onward({ host, connection, 'content-length': length, origin, ...headers }) {
  return headers;
}

const DAY_MS = 86_400_000;

/** Today, in days since 1970. */
export const today = () => Math.floor(Date.now() / DAY_MS);

/**
 * Puts the numbers of days into the database, as runs at their noon have left them.
 *
 * @param {{ account: string, region: string }} scope
 * @param {{ day: number, verdicts: Record<string, number>, missing?: number, failed?: number, uncounted?: number }[]} days
 */
export async function putDays({ watch }, { account, region }, days) {
  const scope = `(SELECT scope_id FROM scope WHERE account = '${account}' AND region = '${region}')`;
  const rows = days.flatMap(({ day, verdicts, ...counts }) =>
    Object.entries(verdicts).map(([verdict, nodes], at) => {
      const { missing, failed, uncounted } = at === 0 ? { ...NO_COUNTS, ...counts } : NO_COUNTS;
      return `(${day}, ${scope}, 'all', '', '${verdict}', ${nodes}, ${missing}, ${failed}, ${uncounted})`;
    }),
  );
  await insert(watch, 'rollup', rows);
  const runs = days.map(({ day }) => {
    const time = (day + 0.5) * DAY_MS;
    return `(${scope}, ${time / MINUTE_MS}, 'complete', ${time}, ${time + MINUTE_MS})`;
  });
  await insert(watch, 'run (scope_id, run_id, status, started, ended)', runs);
}

/** In statements that D1 takes. */
async function insert(watch, into, rows) {
  for (let at = 0; at < rows.length; at += MOST_ROWS) {
    await watch.rows(`INSERT OR REPLACE INTO ${into} VALUES ${rows.slice(at, at + MOST_ROWS).join()}`);
  }
}

const MOST_ROWS = 200;

const NO_COUNTS = { missing: 0, failed: 0, uncounted: 0 };
