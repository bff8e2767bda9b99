/**
 * Prints the nodes of a region with what they are missing, the worst first.
 *
 *     deno run --allow-net --allow-env fleet.js
 *
 * Reads the variables that AWS's own tools read: AWS_REGION, AWS_ACCESS_KEY_ID,
 * AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ENDPOINT_URL.
 */
import { PatchClient, PatchlensError } from 'patchlens';

/** What a page of nodes holds at most, and what one question for patch states takes. */
const BATCH = 50;

const COLUMNS = [
  ['NODE', ({ InstanceId }) => InstanceId],
  ['NAME', ({ Name, ComputerName }) => Name || ComputerName],
  ['PLATFORM', ({ PlatformName, PlatformVersion }) => `${PlatformName} ${PlatformVersion}`],
  ['MISSING', ({ state }) => state?.MissingCount],
  ['FAILED', ({ state }) => state?.FailedCount],
  ['REBOOT', ({ state }) => state?.InstalledPendingRebootCount],
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

/** The nodes with their patch states, which nodes that were never scanned do not have. */
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
    nodes.push(...listed.map((node) => ({ ...node, state: states.get(node.InstanceId) })));
  }
  return nodes;
}

/** Every column as wide as its longest text; numbers on the right. */
function table(nodes) {
  const rows = nodes.map((node) => COLUMNS.map(([, valueOf]) => valueOf(node)));
  const widths = COLUMNS.map(([title], at) =>
    Math.max(title.length, ...rows.map((row) => printed(row[at]).length)),
  );
  const isNumber = COLUMNS.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
  const line = (values) =>
    values
      .map((value, at) => printed(value)[isNumber[at] ? 'padStart' : 'padEnd'](widths[at]))
      .join('  ')
      .trimEnd();
  return [COLUMNS.map(([title]) => title), ...rows].map(line).join('\n');
}

/** Names are what people and machines typed: nothing in them is to move a terminal's cursor. */
function printed(value) {
  return String(value ?? '-').replaceAll(/\p{Cc}/gu, ' ').trim();
}

function openPatches({ state }) {
  return (state?.MissingCount ?? 0) + (state?.FailedCount ?? 0);
}

try {
  const nodes = await fleet(clientFrom(Deno.env));
  nodes.sort((a, b) => openPatches(b) - openPatches(a));
  console.log(table(nodes));
  const behind = nodes.filter((node) => openPatches(node) > 0).length;
  console.log(`\n${nodes.length} nodes, ${behind} of them with missing or failed patches`);
} catch (error) {
  if (!(error instanceof PatchlensError)) throw error;
  console.error(error.message);
  Deno.exit(1);
}
