/** A fleet of which every node misses the same number of patches, and of which some change each day. */

/** As the service takes them. */
const PATCHES = 100;
const PROPERTIES = 1_000;
/** One node of so many was scanned again on the second day, and has installed a patch. */
const CHANGED = 20;
const DAY = 86_400;
/** The first day, in seconds. */
const START = Date.UTC(2026, 10, 20) / 1000;

export class CannedFleet {
  day = 0;
  #size;
  #seed;
  #ids;
  #indexes;

  constructor({ seed, nodes, open }) {
    this.#seed = seed;
    this.#size = open;
    this.#ids = Array.from({ length: nodes }, (_, at) => idOf(seed, at));
    this.#indexes = new Map(this.#ids.map((id, at) => [id, at]));
  }

  /** The open patches, for each node the numbers of the first and the last. */
  get openPatches() {
    return this.#ids.map((id, at) => [id, this.#first(at), this.#size - 1]);
  }

  /** In the order of their numbers. */
  title(at) {
    return `canned-${this.#seed}-${String(at).padStart(4, '0')}.x86_64:0:1.${at}-1.amzn2023`;
  }

  DescribeInstanceProperties({ NextToken, MaxResults = PROPERTIES }) {
    return page(this.#ids, { NextToken, MaxResults }, 'InstanceProperties', (InstanceId) => ({
      InstanceId,
      InstanceState: 'running',
      PingStatus: 'Online',
      PlatformType: 'Linux',
      PlatformName: 'Amazon Linux',
      PlatformVersion: '2023',
      ResourceType: 'EC2Instance',
    }));
  }

  DescribeInstancePatchStates({ InstanceIds }) {
    return { InstancePatchStates: InstanceIds.map((id) => this.#state(id)) };
  }

  DescribeInstancePatches({ InstanceId, NextToken, MaxResults = PATCHES }) {
    const first = this.#first(this.#indexes.get(InstanceId));
    const open = Array.from({ length: this.#size - first }, (_, at) => first + at);
    return page(open, { NextToken, MaxResults }, 'Patches', (at) => this.#patch(at));
  }

  ListComplianceSummaries() {
    return { ComplianceSummaryItems: [] };
  }

  GetPatchBaseline({ BaselineId }) {
    return { BaselineId, Name: 'canned', OperatingSystem: 'AMAZON_LINUX_2023' };
  }

  #first(at) {
    return this.day > 0 && at % CHANGED === 0 ? 1 : 0;
  }

  #state(InstanceId) {
    const at = this.#indexes.get(InstanceId);
    const first = this.#first(at);
    const scanned = START + (first > 0 ? DAY : 0) + at;
    return {
      InstanceId,
      PatchGroup: 'canned',
      BaselineId: 'pb-0c10e65780EXAMPLE',
      SnapshotId: '00000000-0000-4000-8000-000000000000',
      Operation: 'Scan',
      OperationStartTime: scanned - 60,
      OperationEndTime: scanned,
      MissingCount: this.#size - first,
      FailedCount: 0,
      InstalledCount: 100 + first,
      InstalledOtherCount: 0,
      InstalledPendingRebootCount: 0,
      InstalledRejectedCount: 0,
      NotApplicableCount: 900,
      UnreportedNotApplicableCount: -1,
      CriticalNonCompliantCount: 0,
      SecurityNonCompliantCount: this.#size - first,
      OtherNonCompliantCount: 0,
      RebootOption: 'NoReboot',
    };
  }

  #patch(at) {
    const number = String(at).padStart(4, '0');
    return {
      Title: this.title(at),
      KBId: `canned-${this.#seed}-${number}.x86_64`,
      Classification: 'Security',
      Severity: at % 3 ? 'Medium' : 'Important',
      State: 'Missing',
      InstalledTime: 0,
      CVEIds: `CVE-2026-${10_000 + at},CVE-2026-${20_000 + at}`,
    };
  }
}

function page(items, { NextToken, MaxResults }, name, row) {
  const from = Number(NextToken ?? 0);
  const to = from + MaxResults;
  const rows = items.slice(from, to).map(row);
  return to < items.length ? { [name]: rows, NextToken: String(to) } : { [name]: rows, NextToken: '' };
}

function idOf(seed, at) {
  return `i-${seed}${at.toString(16).padStart(16, '0')}`;
}
