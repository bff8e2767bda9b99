/** The scopes of the simulator, in this process: the sample fleet of the page. */
import { setImmediate as turn } from 'node:timers/promises';
import { fromAssumeRole, PatchClient } from 'patchlens';

/** How many days the fleet has behind it. */
const DAYS = 12;

/** @returns {Promise<import('patchlens/fleet').Scope[]>} */
export async function simulatedScopes() {
  const bundle = await import('../dist/cli-simulator.js');
  const { createSimulator, roleArn, SAMPLE_CREDENTIALS, sampleOptions, startBefore } = bundle;
  const now = Date.now();
  const options = sampleOptions(startBefore(now, DAYS), now);
  const { handle } = createSimulator(options);
  // Nothing here waits for a network: without a turn for each request, Ctrl+C would come too late.
  let turns = Promise.resolve();
  const fetch = async (request) => {
    turns = turns.then(() => turn());
    await turns;
    return handle(request);
  };
  const [source] = SAMPLE_CREDENTIALS;
  return options.scopes.map(({ account, region }) => {
    const role = { region, fetch, source, roleArn: roleArn(undefined, account) };
    const client = new PatchClient({ region, fetch, credentials: fromAssumeRole(role) });
    return { id: `${account}/${region}`, client, account };
  });
}
