/** `patchlens serve` */
import { annotate, ANNOTATION_OPTIONS, annotationsOf } from '../annotations.js';
import { UsageError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { bytesOf } from '../files.js';
import { numberOf } from '../options.js';
import { fleetNotes } from '../output/notes.js';
import { assertOverlap, checkScopes, opened, previousOf, readFleet, SCAN_OPTIONS, settingsOf } from '../scan.js';
import { SCOPE_HELP, SCOPE_OPTIONS, scopesOf } from '../scopes.js';
import { openBrowser } from '../serve/browser.js';
import { Keys } from '../serve/keys.js';
import { pageFiles } from '../serve/page-files.js';
import { Readings } from '../serve/readings.js';
import { ServedFleet } from '../serve/served-fleet.js';
import { openServer } from '../serve/server.js';

export const ARGUMENTS = [];

const { concurrency, quiet } = SCAN_OPTIONS;

export const OPTIONS = {
  ...SCOPE_OPTIONS,
  ...ANNOTATION_OPTIONS,
  concurrency,
  quiet,
  snapshot: { type: 'string' },
  previous: { type: 'string' },
  every: { type: 'string' },
  port: { type: 'string', default: '0' },
  'no-open': { type: 'boolean', default: false },
};

export const HELP = `Read a fleet and show it in a page on this computer

Usage: patchlens serve [options]

The page is at 127.0.0.1. The credentials stay in this process: the page asks it for answers, and
gets no keys. The URL has a code that opens the page once, within five minutes.

${SCOPE_HELP}  --snapshot FILE        show a stored fleet instead, and read nothing

The page:
  --port NUMBER          the port (a free one)
  --no-open              print the URL, and open no browser

What is known from before, and read again:
  --previous FILE        an earlier snapshot: since when a patch is open, and fewer requests
  --every TIME           read again after 30m, 12h or 1d, and only what has changed
  --exceptions FILE      what is known and accepted: docs/exceptions.md
  --attributes FILE      your own columns: CSV or a JSON list, with a column instanceId

Other:
  --concurrency NUMBER   requests in flight for each account and Region at most (8)
  -q, --quiet            no progress
  -h, --help             this text

On a terminal: r and Enter reads the fleet again, Enter alone prints another URL, Ctrl+C ends. The
page can be asked while the fleet is read, and shows how far that is. Its “Scan now” reads the fleet
again; its “Refresh” asks this process again and reads nothing.

Examples:
  npx patchlens serve --simulate
  npx patchlens serve --profile prod --region eu-central-1,us-east-1 --every 1h
  npx patchlens serve --snapshot monday.snapshot --no-open --port 8080

Exit codes: 1 for an error, 2 for a wrong argument, 130 after Ctrl+C.
`;

/** @returns {Promise<number>} the exit code */
export async function run({ values }, io, console) {
  const port = portOf(values);
  const everyMs = everyMsOf(values);
  const settings = settingsOf(values);
  assertOneFleet(values);
  const files = await pageFiles();
  const annotations = await annotationsOf(values);
  const shown = new ServedFleet();
  const finish = (fleet) => annotate(fleet, annotations, values, console);
  const { scopeIds, read } = await readerOf({ values, settings, shown, finish }, io, console);
  const readings = new Readings(scopeIds);
  const onError = (error) => void console.error(`An answer failed: ${error?.message ?? error}`);
  const source = describedBy(shown.source, readings);
  const scan = readings.canScan ? () => readings.start() : undefined;
  const server = await openServer({ source, files, port, scan, onError });
  const hints = values.snapshot === undefined ? KEYS : [];
  const keys = new Keys(io.stdin, {
    tellUrl: () => void console.write(`${server.newUrl()}\n`),
    readAgain: () => void readings.start(),
  });
  try {
    await tellUrl(server.newUrl(), { isOpened: !values['no-open'], hints }, io, console);
    while (!io.signal.aborted) {
      await readings.during(read);
      await readings.wanted(everyMs, io.signal);
    }
  } finally {
    keys.close();
    await server.close();
    shown.free();
  }
  return EXIT.interrupted;
}

/** The source, with what there is to say of readings. */
function describedBy(source, readings) {
  const describe = async () => {
    // Taken first: a fleet from before the end of a reading must not seem to be from after it.
    const { description } = readings;
    return { ...(await source.describe()), ...description };
  };
  return { ...source, describe };
}

const KEYS = ['r and Enter reads the fleet again, Enter alone prints another URL'];

async function tellUrl(url, { isOpened, hints }, { env, stdin }, console) {
  await console.error('The page, for one browser and within five minutes (Ctrl+C ends):');
  await console.write(`${url}\n`);
  for (const hint of stdin ? hints : []) await console.error(hint);
  if (isOpened && !(await openBrowser(url, env))) await console.error('No browser could be opened: open the URL');
}

/**
 * @returns {Promise<{ scopeIds: string[], read: Parameters<Readings['during']>[0] }>} `read` reads what
 *   there is, the next time only what has changed; without scopes a stored fleet is shown
 */
async function readerOf({ values, settings, shown, finish }, io, console) {
  if (values.snapshot !== undefined) {
    const fleet = await opened(values.snapshot, await bytesOf(values.snapshot));
    let isShown = false;
    const read = async () => {
      if (!isShown) shown.show(await finished(fleet, finish, console));
      isShown = true;
    };
    return { scopeIds: [], read };
  }
  const first = await previousOf(values, console);
  const scopes = await scopesOf(values, io, console);
  await assertOverlap(values, first, scopes);
  let reads = 0;
  const read = async (onProgress) => {
    const isFirst = reads === 0;
    reads += 1;
    const previous = isFirst ? first : shown.snapshot();
    const tell = (state) => {
      onProgress(state);
      // What is known already is shown until the new reading is complete.
      if (isFirst) shown.show(state.fleet);
    };
    const how = { ...settings, previous, onProgress: tell };
    const { fleet, failure } = await fleetOf(scopes, how, io, console);
    if (isFirst && failure) throw failure;
    // The errors of its scopes are shown with the rows from before.
    if (failure) await console.error(failure.message);
    shown.show(io.signal.aborted ? fleet : await finished(fleet, finish, console));
  };
  return { scopeIds: scopes.map(({ id }) => id), read };
}

async function fleetOf(scopes, settings, { signal }, console) {
  const start = Math.floor(Date.now() / 1000) * 1000;
  const fleet = await readFleet(scopes, settings, signal, console);
  const asked = new Set(scopes.map(({ id }) => id));
  const check = signal.aborted ? undefined : checkScopes(fleet, asked, start, console);
  const failure = await check?.then(() => undefined, (error) => error);
  return { fleet, failure };
}

async function finished(fleet, finish, console) {
  await finish(fleet);
  if (fleet.scannedAt) for (const note of fleetNotes(fleet)) await console.error(note);
  return fleet;
}

function portOf({ port }) {
  const number = numberOf('port', port, { isWhole: true });
  if (number <= 65_535) return number;
  throw new UsageError(`--port: expected a number up to 65535, got "${port}"`);
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Timers take no more. */
const MOST_MS = 2 ** 31 - 1;

function everyMsOf({ every }) {
  if (every === undefined) return undefined;
  const [, count, unit] = /^([1-9]\d*)([mhd])$/.exec(every) ?? [];
  const ms = Number(count) * UNIT_MS[unit];
  if (ms <= MOST_MS) return ms;
  throw new UsageError(`--every: expected a time such as 30m, 12h or 1d, at most 24d, got "${every}"`);
}

const OF_A_SCAN = ['profile', 'region', 'endpoint', 'simulate', 'previous', 'every', 'concurrency'];

function assertOneFleet(values) {
  if (values.snapshot === undefined) return;
  const other = OF_A_SCAN.find((name) => values[name]);
  if (other !== undefined) throw new UsageError(`--snapshot and --${other} exclude each other`);
}
