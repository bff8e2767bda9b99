/**
 * A slow and obvious implementation of the semantics of `Fleet`, written from the contract alone. What
 * it and the engine answer to the same pages and queries must be equal.
 */
import { aggregate } from './aggregate.js';
import { readCveLists } from './cve-lists.js';
import { diff } from './diff.js';
import { csv, ndjson } from './export.js';
import { divide, findingHolds, nodeHolds, prepare } from './filter.js';
import { groups, values } from './groups.js';
import { Store } from './ingest.js';
import { present, view } from './view.js';
import { readExceptions, readRules } from './rules.js';
import { sortEntries } from './sort.js';
import { coverage, summary } from './summary.js';
import { compareText } from './text.js';
import { judge } from './verdict.js';

export { formatFilter, parseFilter } from './filter-text.js';

const LIMIT = 100;

export class ReferenceFleet {
  #store = new Store();
  #rules = readRules({});
  #exceptions = [];
  #lists = readCveLists();
  #cached = undefined;

  addScope(scope) {
    this.#store.addScope(scope);
    this.#cached = undefined;
  }

  ingest(scopeId, operation, input, body, readAt = new Date()) {
    this.#cached = undefined;
    const time = readAt.getTime();
    const changed = this.#store.ingest(scopeId, operation, input, body, time);
    for (const node of changed) this.#remember(node, time);
  }

  /** Follows since when a node has been non-compliant, exceptions left out. */
  #remember(node, readAt) {
    const baseline = this.#store.baselineOf(node);
    const facts = { node, baseline, rules: this.#rules, now: readAt, isExcepted: () => false };
    const isExplained = this.#store.explanations.has(node.key);
    const { verdict } = judge({ ...facts, isExplained });
    if (verdict !== 'non-compliant') {
      delete node.since;
      delete node.sinceIsBound;
    } else if (node.since === undefined) {
      node.since = readAt;
      node.sinceIsBound = !node.isJudged;
    }
    node.isJudged ||= verdict !== 'unreported';
  }

  setRules(rules) {
    this.#rules = readRules(rules);
    this.#cached = undefined;
  }

  setExceptions(exceptions) {
    this.#exceptions = readExceptions(exceptions, (where) => prepare('nodes', where));
    this.#cached = undefined;
  }

  setCveLists(lists) {
    this.#lists = readCveLists(lists);
    this.#cached = undefined;
  }

  setAttributes(rows) {
    this.#cached = undefined;
    const counts = { joined: 0, unknown: 0 };
    for (const { instanceId, ...columns } of rows) {
      const nodes = [...this.#store.nodes.values()].filter(({ id }) => id === instanceId);
      counts[nodes.length > 0 ? 'joined' : 'unknown'] += 1;
      for (const { tags } of nodes)
        for (const [column, value] of Object.entries(columns))
          if (value === '') tags.delete(column);
          else tags.set(column, value);
    }
    return counts;
  }

  get scannedAt() {
    return new Date(this.#store.scannedAt);
  }

  get nodeCount() {
    return this.#store.nodes.size;
  }

  get findingCount() {
    return this.#findings().length;
  }

  get patchCount() {
    return new Set(this.#findings().map(({ patch }) => patch)).size;
  }

  get cveCount() {
    return new Set(this.#findings().flatMap(({ patch }) => patch.cves)).size;
  }

  #view(given) {
    const own = { rules: this.#rules, exceptions: this.#exceptions, lists: this.#lists };
    return view(this.#store, { ...own, ...given }, (filter, entries) => {
      const prepared = prepare('nodes', filter);
      return entries.filter((entry) => nodeHolds(prepared, entry) === true);
    });
  }

  #nodes() {
    this.#cached ??= this.#view({ now: this.#rules.now ?? Date.now() });
    return this.#cached;
  }

  #findings() {
    return this.#nodes().flatMap(({ findings }) => findings);
  }

  /** @returns `{ matching, undecided }` of a table's entries, in their default order */
  #select(table, filter) {
    const prepared = prepare(table, filter);
    if (table === 'nodes') return divide(this.#nodes(), (entry) => nodeHolds(prepared, entry));
    if (table === 'findings')
      return divide(this.#findings(), (entry) => findingHolds(prepared, entry));
    return aggregate(table, prepared, this.#findings(), this.#lists);
  }

  #rows(table, { filter, sort, offset, limit } = {}) {
    const { matching, undecided } = this.#select(table, filter);
    return page(table, matching, undecided.length, { sort, offset, limit });
  }

  nodes(query) {
    return this.#rows('nodes', query);
  }

  findings(query) {
    return this.#rows('findings', query);
  }

  patches(query) {
    return this.#rows('patches', query);
  }

  cves(query) {
    const rows = this.#rows('cves', query);
    return { ...rows, coverage: coverage(this.#covered('cves', query?.filter)) };
  }

  /** The nodes that the tokens on nodes choose: of what other tokens leave out nothing is known. */
  #covered(table, filter) {
    const { isOr, node } = prepare(table, filter);
    const places = { isOr: false, own: [], node: isOr ? [] : node, finding: [], text: '' };
    return this.#nodes().filter((entry) => nodeHolds(places, entry) === true);
  }

  node(scopeId, instanceId) {
    const entry = this.#nodes().find(
      ({ node }) => node.scopeId === scopeId && node.id === instanceId,
    );
    if (entry === undefined) return undefined;
    const { operationStart, operationEnd, rebootOption, snapshotId } = entry.node.state ?? {};
    const days = this.#store.baselineOf(entry.node)?.approveAfterDays ?? [];
    return present({
      ...entry.row,
      findings: entry.findings.map(({ row }) => row),
      operationStart: operationStart && new Date(operationStart),
      operationEnd: operationEnd && new Date(operationEnd),
      rebootOption,
      snapshotId,
      approveAfterDays: days.length > 0 ? [...days] : undefined,
    });
  }

  groups(table, by, query = {}) {
    // The order is ignored, but must be one.
    sortEntries(table, [], query.sort);
    return groups(table, by, this.#select(table, query.filter).matching, query);
  }

  values(table, property, prefix, limit) {
    return values(table, property, this.#select(table).matching, prefix, limit);
  }

  summary(query = {}) {
    const failed = [...this.#store.scopes.values()].filter(({ error }) => error !== undefined);
    const { matching } = this.#select('nodes', query.filter);
    const { finding, text } = prepare('nodes', query.filter);
    const byFindings = finding.length > 0 || text !== '';
    const covered = byFindings ? this.#covered('nodes', query.filter) : matching;
    return summary(matching, failed.length, covered);
  }

  /** What `diff` compares, judged by rules and exceptions at a time. */
  #compared(options) {
    const read = [...this.#store.scopes.values()].filter(({ readAt }) => readAt !== undefined);
    return {
      scopes: new Set(read.map(({ id }) => id)),
      entries: this.#view(options),
      scannedAt: this.#store.scannedAt,
    };
  }

  diff(older) {
    const rules = this.#rules;
    const own = { rules, exceptions: this.#exceptions, lists: this.#lists };
    const before = older.#compared({ ...own, now: older.#store.scannedAt });
    const after = this.#compared({ now: rules.now ?? Date.now() });
    return diff(before, after, (entries, query = {}) => {
      const prepared = prepare('findings', query.filter);
      const { matching, undecided } = divide(ordered(entries), (one) => findingHolds(prepared, one));
      return page('findings', matching, undecided.length, query);
    });
  }

  *csv(table, query, options) {
    yield csv(table, this.#exported(table, query), this.#select(table).matching, options);
  }

  *ndjson(table, query, options) {
    yield ndjson(table, this.#exported(table, query), options);
  }

  #exported(table, { filter, sort, offset = 0, limit = Infinity } = {}) {
    const sorted = sortEntries(table, this.#select(table, filter).matching, sort);
    return sorted.slice(offset, offset + limit);
  }
}

function page(table, matching, undecided, { sort, offset = 0, limit = LIMIT }) {
  const rows = sortEntries(table, matching, sort).slice(offset, offset + limit);
  return { total: matching.length, undecided, rows: rows.map(({ row }) => row) };
}

/** Finding entries in the default order of the table. */
function ordered(entries) {
  return [...entries].sort(
    (one, other) =>
      compareText(one.row.scopeId, other.row.scopeId) ||
      compareText(one.row.instanceId, other.row.instanceId) ||
      one.patch.order - other.patch.order,
  );
}
