/** What is read of AWS: batches of what becomes lines. */

/** What a page of nodes holds at most, and what one question for patch states takes. */
const BATCH = 50;
/** Questions for patch states under way while the listing goes on. */
const AHEAD = 3;

/**
 * The nodes with their patch states, in the order of the listing. A node without a state was never
 * scanned.
 *
 * @param {import('patchlens').PatchClient} client
 * @param {AbortSignal} signal
 */
export async function* fleetOf(client, signal) {
  const options = { pageSize: BATCH, signal };
  const ahead = [];
  for await (const page of client.paginate('describeInstanceInformation', {}, options).pages()) {
    const nodes = (page.InstanceInformationList ?? []).filter(({ InstanceId }) => InstanceId);
    if (nodes.length === 0) continue;
    const batch = withStates(client, nodes, options);
    // It is thrown when its turn comes, which may be long after it failed.
    batch.catch(() => {});
    ahead.push(batch);
    if (ahead.length > AHEAD) yield ahead.shift();
  }
  yield* ahead;
}

async function withStates(client, nodes, options) {
  const InstanceIds = nodes.map(({ InstanceId }) => InstanceId);
  const { items } = await client
    .paginate('describeInstancePatchStates', { InstanceIds }, options)
    .collect();
  const states = new Map(items.map((state) => [state.InstanceId, state]));
  return nodes.map((info) => {
    const id = info.InstanceId;
    return { node: { id, info, state: states.get(id) } };
  });
}

/**
 * @param {import('patchlens').PatchClient} client
 * @param {string} InstanceId
 * @param {AbortSignal} signal
 */
export async function* patchesOf(client, InstanceId, signal) {
  const options = { pageSize: BATCH, signal };
  const pages = client.paginate('describeInstancePatches', { InstanceId }, options).pages();
  for await (const { Patches = [] } of pages) {
    if (Patches.length > 0) yield Patches.map((patch) => ({ patch }));
  }
}
