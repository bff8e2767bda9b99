/**
 * Prints the nodes of a region with their verdicts and what they are missing, the worst first.
 *
 *     deno run --allow-net --allow-env fleet.js
 *
 * Reads the variables that AWS's own tools read: AWS_REGION, AWS_ACCESS_KEY_ID,
 * AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ENDPOINT_URL.
 */
import { PatchClient, PatchlensError } from 'patchlens';
import { scanFleet } from 'patchlens/fleet';
import { table } from './table.js';

const COLUMNS = [
  ['NODE', ({ instanceId }) => instanceId],
  ['NAME', ({ name, computerName }) => name || computerName],
  ['PLATFORM', ({ platform, platformVersion }) => [platform, platformVersion].join(' ').trim()],
  ['VERDICT', ({ verdict }) => verdict],
  ['MISSING', ({ missing }) => missing],
  ['FAILED', ({ failed }) => failed],
  ['REBOOT', ({ pendingReboot }) => pendingReboot],
  ['NOT APPROVED', ({ availableSecurityUpdates }) => availableSecurityUpdates],
  ['SCANNED', ({ lastOperation }) => lastOperation?.toISOString().slice(0, 16) ?? 'never'],
  ['REASON', ({ reason }) => reason],
];

const WORST_FIRST = [
  { property: 'verdict' },
  { property: 'missing', descending: true },
  { property: 'failed', descending: true },
];
const WITH_UPDATES = {
  tokens: [{ property: 'availableSecurityUpdates', operator: '>', value: '0' }],
};

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

function totals(fleet) {
  const { nodes, verdicts, findings } = fleet.summary();
  const parts = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  return `${nodes} nodes: ${parts.join(', ')}\n${findings} open patches on them`;
}

/** What could not be read: without it the totals would look better than the fleet is. */
function failures(fleet) {
  return fleet.failures.map(({ instanceId, error }) => `${instanceId ?? 'The region'}: ${error.message}`);
}

try {
  const client = clientFrom(Deno.env);
  const fleet = await scanFleet({ id: Deno.env.get('AWS_REGION'), client });
  const failed = failures(fleet);
  if (fleet.nodeCount > 0) {
    const { rows } = fleet.nodes({ sort: WORST_FIRST, limit: fleet.nodeCount });
    console.log(table(COLUMNS, rows));
    console.log(`\n${totals(fleet)}`);
    const { total } = fleet.nodes({ filter: WITH_UPDATES, limit: 0 });
    if (total > 0) console.log(`${total} nodes have security updates that are not approved`);
  } else if (failed.length === 0) console.log('No managed nodes');
  for (const line of failed) console.error(line);
  if (failed.length > 0 || !fleet.complete) Deno.exit(1);
} catch (error) {
  if (!(error instanceof PatchlensError)) throw error;
  console.error(error.message);
  Deno.exit(1);
}
