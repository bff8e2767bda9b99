/** What the store has to reach, measured warm: memory, the waits that users feel, files. */
import { median } from '../measure.mjs';
import { questions } from './asked.mjs';
import { calibrated } from './calibration.mjs';
import { NOW } from './data/catalog.mjs';
import { felt, measuredInTurn } from './felt.mjs';
import { ingest, load, openFleet } from './patchlens.mjs';
import { atLeast, atMost, within } from './target.mjs';

const MB = 2 ** 20;
const LARGE_ROUNDS = 3;
/** Of the nodes that are read again before the comparison of two fleets: every how many. */
const READ_AGAIN = 20;

/**
 * @param {import('./data.mjs').FleetData} data
 * @param {number} rounds
 * @returns {Promise<{ calibration: import('./calibration.mjs').Calibration,
 *   targets: import('./target.mjs').Target[], snapshot: Uint8Array }>}
 */
export async function targets(data, rounds) {
  const calibration = calibrated();
  const { scale } = calibration;
  const loaded = load(data);
  const groups = measuredInTurn(loaded, groupQuestions(data), rounds);
  const indexed = loaded.fleet.memoryBytes;
  const files = await fileTargets(loaded.fleet, scale);
  askAll(loaded, data);
  const used = loaded.fleet.memoryBytes;
  const snapshot = loaded.snapshot();
  const waits = await felt(snapshot, rounds);
  const all = [
    ...waits.rows.map((it) => within(it, waits.calibration.scale)),
    ...groups.map((it) => within(it, scale)),
    atMost('memory, loaded and indexed', 'MB', indexed / MB, 64),
    atMost('memory after any mix of queries', 'MB', used / MB, 80),
    ...files,
    ...(await comparisonTargets(data, snapshot, scale)),
  ];
  return { calibration, targets: all, snapshot };
}

function askAll({ ask }, data) {
  for (const { name, variants } of questions(data)) for (const input of variants) ask[name](input);
}

function groupQuestions({ commonCve }) {
  const group = (by, target, ask) => ({ title: `group: ${by}, distinct nodes`, target, ask });
  const nodesOfCve = ({ ask }) => ask.nodesOfCve({ cve: commonCve, limit: 20 });
  return [
    group('severity', 10, ({ ask }) => ask.groupSeverity()),
    group('patch group', 10, ({ fleet }) => fleet.groups('findings', 'patchGroup')),
    group('CVE', 16, ({ ask }) => ask.groupCve({ limit: 100 })),
    { title: 'nodes of a CVE', target: 0.3, ask: nodesOfCve },
  ];
}

async function fileTargets(fleet, scale) {
  const written = await repeated(() => fleet.snapshot());
  const opened = await repeated(async () => (await openFleet(written.value)).free());
  const csv = await repeated(() => lengthOf(fleet.csv('findings')));
  const bytesARow = written.value.length / fleet.findingCount;
  const rate = csv.value / csv.ms / 1e6;
  return [
    atMost('snapshot', 'bytes a row', bytesARow, 8),
    within({ title: 'snapshot written', target: 400, ms: written.ms }, scale),
    within({ title: 'snapshot opened', target: 400, ms: opened.ms }, scale),
    atLeast('CSV of all findings', 'GB/s', rate, 0.9, rate * scale),
  ];
}

async function comparisonTargets(data, snapshot, scale) {
  const fleet = await openFleet(snapshot);
  const closed = readAgain(fleet, data);
  let diff;
  const { ms } = await repeated(() => {
    diff?.free();
    diff = fleet.diff(snapshot);
  });
  if (diff.closed !== closed) throw new Error(`${diff.closed} closed instead of ${closed}`);
  return [
    within({ title: 'comparison with a snapshot', target: 50, ms }, scale),
    atMost('memory, two fleets compared', 'MB', fleet.memoryBytes / MB, 100),
  ];
}

// Without the first patch of each node that is read again.
function readAgain(fleet, data) {
  let nodes = 0;
  let closed = 0;
  for (const { body, instanceIds } of data.pages('patches')) {
    if (nodes++ % READ_AGAIN !== 0) continue;
    const { Patches } = JSON.parse(new TextDecoder().decode(body));
    const rest = new TextEncoder().encode(JSON.stringify({ Patches: Patches.slice(1) }));
    const input = { InstanceId: instanceIds[0] };
    ingest(fleet, 'DescribeInstancePatches', input, { body: rest, readAt: NOW });
    closed += 1;
  }
  return closed;
}

async function repeated(work) {
  const times = [];
  let value;
  for (let i = 0; i < LARGE_ROUNDS; i += 1) {
    const start = performance.now();
    value = await work();
    times.push(performance.now() - start);
  }
  return { value, ms: median(times) };
}

function lengthOf(texts) {
  let length = 0;
  for (const text of texts) length += text.length;
  return length;
}
