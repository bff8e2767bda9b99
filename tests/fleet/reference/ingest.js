/** Takes in wire pages. */
import { readBaseline } from './baselines.js';
import { invalidInput } from './error.js';
import {
  askedStates,
  isLater,
  newNode,
  readListing,
  readSilence,
  readState,
  replaceFindings,
} from './node.js';
import { Patches } from './patches.js';
import { fold } from './text.js';
import { count, isOpen, list, optionalText, parseBody, stateOf } from './wire.js';

export class Store {
  scopes = new Map();
  nodes = new Map();
  patches = new Patches();
  baselines = new Map();
  explanations = new Map();
  #stateSequences = new Map();
  scannedAt = undefined;

  addScope({ id, region, account, label }) {
    this.scopes.set(id, { ...this.scopes.get(id), id, region, account, label });
  }

  #scope(id) {
    if (!this.scopes.has(id)) {
      const slash = id.lastIndexOf('/');
      const account = slash < 0 ? undefined : id.slice(0, slash) || undefined;
      this.addScope({ id, region: slash < 0 ? '' : id.slice(slash + 1), account });
    }
    return this.scopes.get(id);
  }

  node(scopeId, id) {
    const key = JSON.stringify([scopeId, id]);
    if (!this.nodes.has(key)) this.nodes.set(key, newNode(scopeId, id));
    return this.nodes.get(key);
  }

  /** @returns the nodes whose facets may have changed. */
  ingest(scopeId, operation, input, bytes, readAt) {
    const reader = READERS[operation];
    if (reader === undefined) throw invalidInput(`The fleet does not use "${operation}"`);
    const body = parseBody(bytes);
    const scope = this.#scope(scopeId);
    if (typeof body.__type === 'string') return this.#failed(scope, input, body, readAt);
    const changed = reader.call(this, scopeId, input, body, readAt) ?? [];
    scope.readAt = Math.max(scope.readAt ?? 0, readAt);
    if (/Properties$|Information$/.test(operation)) delete scope.error;
    this.scannedAt = Math.max(this.scannedAt ?? 0, readAt);
    return changed;
  }

  #failed(scope, input, body, readAt) {
    const error = { awsCode: body.__type.split('#').pop(), message: body.message ?? body.Message };
    const ids = input.InstanceIds ?? (input.InstanceId ? [input.InstanceId] : []);
    if (ids.length === 0 && (scope.readAt ?? 0) <= readAt) scope.error = error;
    const [facet, facetReadAt] = input.InstanceIds
      ? ['stateFailed', 'stateReadAt']
      : ['findingsFailed', 'findingsReadAt'];
    for (const id of ids) {
      const node = this.node(scope.id, id);
      if (isLater(node, facetReadAt, readAt)) Object.assign(node, { [facet]: error, failedAt: readAt });
    }
    return [];
  }

  readListing(scopeId, items, readAt) {
    return this.#nodesOf(scopeId, items, (node, item) => readListing(node, item, readAt));
  }

  readStates(scopeId, items, readAt) {
    return this.#nodesOf(scopeId, items, (node, item) => readState(node, item, readAt));
  }

  #nodesOf(scopeId, items, read) {
    const known = items.filter(({ InstanceId }) => optionalText(InstanceId) !== undefined);
    return known.map((item) => {
      const node = this.node(scopeId, item.InstanceId);
      read(node, item);
      return node;
    });
  }

  /** Follows the pages of one question about patch states, to know which ids no page answered. */
  followStates(scopeId, input, items, isLast, readAt) {
    const asked = (input.InstanceIds ?? []).map((id) => this.node(scopeId, id));
    const key = JSON.stringify([scopeId, input.InstanceIds ?? []]);
    if (!input.NextToken) this.#stateSequences.set(key, new Set());
    const answered = this.#stateSequences.get(key);
    if (answered === undefined) return [];
    for (const { InstanceId } of items) answered.add(InstanceId);
    if (!isLast) return [];
    this.#stateSequences.delete(key);
    for (const node of asked) {
      node.wasAsked = true;
      if (!answered.has(node.id)) readSilence(node, readAt);
    }
    return asked;
  }

  readPatches(scopeId, input, body, readAt) {
    const entries = list(body, 'Patches');
    const known = this.nodes.get(JSON.stringify([scopeId, input.InstanceId]));
    if (input.NextToken && known?.pendingRows === undefined) {
      throw invalidInput('NextToken: expected that of the page before');
    }
    const node = this.node(scopeId, input.InstanceId);
    const rows = entries.map((row) => ({
      patch: this.patches.takeIn(row, isOpen(stateOf(row.State))),
      state: stateOf(row.State),
      readAt,
    }));
    if (!input.NextToken) node.pendingRows = [];
    if (node.pendingRows === undefined) return [];
    node.pendingRows.push(...rows);
    if (body.NextToken) return [];
    replaceFindings(node, node.pendingRows, askedStates(input), readAt);
    delete node.pendingRows;
    return [node];
  }

  readExplanations(scopeId, body, readAt) {
    for (const item of list(body, 'ResourceComplianceSummaryItems')) {
      const type = fold(optionalText(item.ComplianceType) ?? '');
      if (!['patch', 'association'].includes(type)) continue;
      const key = JSON.stringify([scopeId, item.ResourceId]);
      const last = this.explanations.get(key);
      this.explanations.set(key, { readAt: Math.max(last?.readAt ?? 0, readAt) });
    }
  }

  readBaseline(scopeId, input, body, readAt) {
    const ids = [input.BaselineId, body.BaselineId].filter(optionalText);
    const keys = ids.map((id) => JSON.stringify([scopeId, id]));
    for (const key of keys) {
      if ((this.baselines.get(key)?.readAt ?? 0) > readAt) continue;
      this.baselines.set(key, { ...readBaseline(body), readAt });
    }
    return [...this.nodes.values()].filter(
      (node) => node.scopeId === scopeId && ids.includes(node.state?.baselineId),
    );
  }

  readSummaries(scopeId, body) {
    const patch = list(body, 'ComplianceSummaryItems').find(
      ({ ComplianceType }) => fold(optionalText(ComplianceType) ?? '') === 'patch',
    );
    if (patch === undefined) return;
    const scope = this.scopes.get(scopeId);
    scope.awsCompliant = count(patch.CompliantSummary?.CompliantCount);
    scope.awsNonCompliant = count(patch.NonCompliantSummary?.NonCompliantCount);
  }

  baselineOf(node) {
    return this.baselines.get(JSON.stringify([node.scopeId, node.state?.baselineId]));
  }
}

const READERS = {
  DescribeInstanceProperties(scopeId, input, body, readAt) {
    return this.readListing(scopeId, list(body, 'InstanceProperties'), readAt);
  },
  DescribeInstanceInformation(scopeId, input, body, readAt) {
    return this.readListing(scopeId, list(body, 'InstanceInformationList'), readAt);
  },
  DescribeInstancePatchStates(scopeId, input, body, readAt) {
    const items = list(body, 'InstancePatchStates');
    const read = this.readStates(scopeId, items, readAt);
    return [...read, ...this.followStates(scopeId, input, items, !body.NextToken, readAt)];
  },
  DescribeInstancePatchStatesForPatchGroup(scopeId, input, body, readAt) {
    return this.readStates(scopeId, list(body, 'InstancePatchStates'), readAt);
  },
  DescribeInstancePatches(scopeId, input, body, readAt) {
    return this.readPatches(scopeId, input, body, readAt);
  },
  ListResourceComplianceSummaries(scopeId, input, body, readAt) {
    this.readExplanations(scopeId, body, readAt);
  },
  GetPatchBaseline(scopeId, input, body, readAt) {
    return this.readBaseline(scopeId, input, body, readAt);
  },
  DescribeAvailablePatches(scopeId, input, body) {
    this.patches.takeInReleases(body);
  },
  ListComplianceSummaries(scopeId, input, body) {
    this.readSummaries(scopeId, body);
  },
};
