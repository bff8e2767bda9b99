import { listingOf } from '../paging.js';
import { modeledError } from '../service-error.js';

/** What a patch can be filtered by, by filter key. */
const FILTERED = {
  Classification: (patch) => patch.classification,
  KBId: (patch) => patch.kbId,
  Severity: (patch) => patch.severity,
  State: (patch) => patch.state,
};

/** The patches of one node; a node unknown or never scanned is an error here. */
export const describeInstancePatches = {
  input: 'DescribeInstancePatchesRequest',

  answer(call, { fleet, time, pageOf }) {
    const { InstanceId, Filters = [] } = call.input;
    const tests = Filters.map(testOf);
    const node = fleet.find(InstanceId);
    if (!node?.isScanned) throw invalidInstanceId(InstanceId);
    const patches = fleet.patches(node).filter((patch) => tests.every((test) => test(patch)));
    const page = pageOf(call, listingOf(patches), { defaultSize: 50, lastToken: '' });
    return {
      Patches: page.items.map((patch) => wirePatch(patch, node.spelling, time)),
      NextToken: page.nextToken,
    };
  },
};

function testOf({ Key, Values = [] }) {
  if (!Object.hasOwn(FILTERED, Key ?? '') || Values.length === 0) {
    throw modeledError(
      'InvalidFilter',
      "The filter name isn't valid. Verify that you entered the correct name and try again.",
    );
  }
  return (patch) => Values.includes(FILTERED[Key](patch));
}

function wirePatch(patch, spelling, time) {
  return {
    Title: patch.title,
    KBId: patch.kbId,
    Classification: patch.classification,
    Severity: patch.severity,
    State: patch.state,
    InstalledTime: time(patch.installedAt, spelling),
    CVEIds: patch.cveIds,
  };
}

function invalidInstanceId(id) {
  return modeledError('InvalidInstanceId', `Instance ${id} isn't managed or was never scanned.`);
}
