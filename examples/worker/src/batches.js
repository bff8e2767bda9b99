/** Reads a fleet or the patches of a node, in batches of lines. */

/** The size of a page of nodes, and the most ids that DescribeInstancePatchStates takes. */
const BATCH = 50;
/** Requests for patch states in flight while the paginator goes on. */
const AHEAD = 3;

/**
 * The nodes with their patch states, in the order of the list. A node has no state if the service
 * reports none for it. Neither that nor an absent count means that the node has no problems.
 *
 * @param {import('patchlens').PatchClient} client
 * @param {AbortSignal} signal
 */
export async function* fleetBatches(client, signal) {
  const options = { pageSize: BATCH, signal };
  const ahead = [];
  for await (const page of client.paginate('describeInstanceInformation', {}, options).pages()) {
    const nodes = (page.InstanceInformationList ?? []).filter(({ InstanceId }) => InstanceId);
    if (nodes.length === 0) continue;
    const batch = withStates(client, nodes, options);
    // The error is thrown when the batch is yielded, which can be long after it failed.
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
export async function* patchBatches(client, InstanceId, signal) {
  const options = { pageSize: BATCH, signal };
  const pages = client.paginate('describeInstancePatches', { InstanceId }, options).pages();
  for await (const { Patches = [] } of pages) {
    if (Patches.length > 0) yield Patches.map((patch) => ({ patch }));
  }
}
