/**
 * Prints the nodes of a region with their verdicts and what they are missing, the worst first.
 *
 *     deno run --allow-net --allow-env fleet.js
 *
 * Reads the variables that AWS's own tools read: AWS_REGION, AWS_ACCESS_KEY_ID,
 * AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ENDPOINT_URL.
 */
import { PatchClient, PatchlensError } from 'patchlens';
import { table } from './table.js';
import { count, openPatches, verdictOf, VERDICTS } from './verdict.js';

/** The size of a page of nodes, and the most ids that DescribeInstancePatchStates takes. */
const BATCH = 50;

const COLUMNS = [
  ['NODE', ({ InstanceId }) => InstanceId],
  ['NAME', ({ Name, ComputerName }) => Name || ComputerName],
  ['PLATFORM', ({ PlatformName, PlatformVersion }) => `${PlatformName} ${PlatformVersion}`],
  ['VERDICT', ({ verdict }) => verdict],
  ['MISSING', ({ state }) => count(state?.MissingCount)],
  ['FAILED', ({ state }) => count(state?.FailedCount)],
  ['REBOOT', ({ state }) => count(state?.InstalledPendingRebootCount)],
  ['NOT APPROVED', ({ state }) => count(state?.AvailableSecurityUpdateCount)],
  ['SCANNED', ({ state }) => state?.OperationEndTime?.toISOString().slice(0, 16) ?? 'never'],
];

function clientFrom(env) {
  const text = (name) => env.get(name) || undefined;
  return new PatchClient({
    region: text('AWS_REGION'),
    endpoint: text('AWS_ENDPOINT_URL'),
    credentials: {
      accessKeyId: text('AWS_ACCESS_KEY_ID'),
      secretAccessKey: text('AWS_SECRET_ACCESS_KEY'),
      sessionToken: text('AWS_SESSION_TOKEN'),
    },
  });
}

/** The nodes with their patch states; a node that was never scanned has none. */
async function fleet(client) {
  const options = { pageSize: BATCH };
  const nodes = [];
  for await (const page of client.paginate('describeInstanceInformation', {}, options).pages()) {
    const listed = page.InstanceInformationList ?? [];
    if (listed.length === 0) continue;
    const InstanceIds = listed.map(({ InstanceId }) => InstanceId);
    const { items } = await client
      .paginate('describeInstancePatchStates', { InstanceIds }, options)
      .collect();
    const states = new Map(items.map((state) => [state.InstanceId, state]));
    nodes.push(...listed.map((node) => judged(node, states.get(node.InstanceId))));
  }
  return nodes;
}

function judged(node, state) {
  return { ...node, state, verdict: verdictOf(state, Date.now()) };
}

function worstFirst(a, b) {
  return (
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
    openPatches(b.state) - openPatches(a.state)
  );
}

function totals(nodes) {
  const parts = VERDICTS.map((verdict) => {
    const { length } = nodes.filter((node) => node.verdict === verdict);
    return `${length} ${verdict}`;
  });
  return `${nodes.length} nodes: ${parts.join(', ')}`;
}

try {
  const nodes = await fleet(clientFrom(Deno.env));
  nodes.sort(worstFirst);
  console.log(table(COLUMNS, nodes));
  console.log(`\n${totals(nodes)}`);
  const withUpdates = nodes.filter(({ state }) => count(state?.AvailableSecurityUpdateCount) > 0);
  if (withUpdates.length > 0) {
    console.log(`${withUpdates.length} nodes have security updates that are not approved`);
  }
} catch (error) {
  if (!(error instanceof PatchlensError)) throw error;
  console.error(error.message);
  Deno.exit(1);
}
