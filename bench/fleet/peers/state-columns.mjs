/** Patch states in typed columns, by JSON.parse: a node again replaces what it said before. */

const COUNTS = [
  'MissingCount',
  'FailedCount',
  'InstalledPendingRebootCount',
  'InstalledRejectedCount',
  'InstalledCount',
  'InstalledOtherCount',
  'NotApplicableCount',
  'UnreportedNotApplicableCount',
  'AvailableSecurityUpdateCount',
  'CriticalNonCompliantCount',
  'SecurityNonCompliantCount',
  'OtherNonCompliantCount',
];
const TEXTS = ['BaselineId', 'PatchGroup', 'Operation', 'RebootOption', 'OwnerInformation'];
const TIMES = ['OperationStartTime', 'OperationEndTime', 'LastNoRebootInstallOperationTime'];
const MOST_NODES = 1 << 17;

const decoder = new TextDecoder();

export class StateColumns {
  #nodes = new Map();
  #texts = new Map();
  #snapshotIds = [];
  #counts = COUNTS.map(() => new Uint32Array(MOST_NODES));
  #textIds = TEXTS.map(() => new Uint32Array(MOST_NODES));
  #times = TIMES.map(() => new Float64Array(MOST_NODES));

  /** Takes in the body of a DescribeInstancePatchStates response. */
  add(body) {
    for (const entry of JSON.parse(decoder.decode(body)).InstancePatchStates) {
      const node = idIn(this.#nodes, entry.InstanceId);
      COUNTS.forEach((key, i) => (this.#counts[i][node] = entry[key]));
      TEXTS.forEach((key, i) => (this.#textIds[i][node] = idIn(this.#texts, entry[key])));
      TIMES.forEach((key, i) => (this.#times[i][node] = entry[key]));
      this.#snapshotIds[node] = entry.SnapshotId;
    }
  }
}

function idIn(ids, text) {
  let id = ids.get(text);
  if (id === undefined) ids.set(text, (id = ids.size));
  return id;
}
