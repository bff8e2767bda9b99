import { declaredError } from '../declared-error.js';
import { invalidFilter, patchTest } from '../filters/patches.js';
import { listingOf } from '../paging.js';

/** What patches of a node can be filtered by, by filter key. */
const KEYS = {
  Classification: (patch) => patch.classification,
  KBId: (patch) => patch.kbId,
  Severity: (patch) => patch.severity,
  State: (patch) => patch.state,
};

/**
 * The patches of one node; a node that is unknown or was never scanned is an error here. Filters:
 * `State`, `Severity`, `Classification`, `KBId`, with values as the output spells them.
 * @type {import('../operation.js').ListOperation}
 */
export const describeInstancePatches = {
  pageSize: 50,
  lastToken: '',
  list({ input: { InstanceId, Filters } }, { fleet, quirks }) {
    const filters = quirks.has('first-state-only') ? Filters?.map(withFirstState) : Filters;
    const matches = patchTest(filters, KEYS, invalidFilter);
    const node = fleet.find(InstanceId);
    if (!node?.isScanned) throw invalidInstanceId(InstanceId);
    return listingOf(fleet.patches(node).filter(matches));
  },
  describe: (patch) => ({
    Title: patch.title,
    KBId: patch.kbId,
    Classification: patch.classification,
    Severity: patch.severity,
    State: patch.state,
    InstalledTime: patch.installedAt,
    CVEIds: patch.cveIds,
  }),
};

function withFirstState({ Key, Values }) {
  return { Key, Values: Key === 'State' ? Values?.slice(0, 1) : Values };
}

function invalidInstanceId(id) {
  return declaredError('InvalidInstanceId', `Instance ${id} isn't managed or was never scanned.`);
}
