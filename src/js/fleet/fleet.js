import { decided } from '../error.js';
import { FleetDiff } from './diff.js';
import { instance, instanceLater } from './instances.js';
import { bytesOf, countOf, invalid, jsonOfItems, jsonOfOption, millisOf } from './options.js';
import { rowsOf, withDates } from './rows.js';
import { withError } from './scan-error.js';

const ACTION = 'query the fleet';
/** Attributes and lists of CVEs cross in batches of so many rows. */
const BATCH = 5000;

export class Fleet {
  /** Rust's engine, in an instance of its own. */
  #engine;
  #glue;

  /** @param [glue] an instance that was made asynchronously; the package's own use */
  constructor(glue = instance()) {
    this.#glue = glue;
    this.#engine = new glue.Engine();
  }

  /** For a scan, which performs the engine's steps. */
  static engineOf(fleet) {
    return fleet.#live();
  }

  static async open(snapshot) {
    const bytes = bytesOf('open a snapshot', 'snapshot', snapshot);
    return made((fleet) => fleet.#engine.open(bytes));
  }

  static async merge(fleets) {
    return made((merged) => {
      for (const fleet of fleets) merged.#engine.merge(snapshotOf('merge fleets', 'fleets', fleet));
    });
  }

  ingest(scopeId, operation, input, body, readAt = new Date()) {
    const action = 'take in a response';
    const text = jsonOfOption(action, 'input', input);
    const bytes = bytesOf(action, 'body', body);
    const ms = millisOf(action, 'readAt', readAt);
    decided(() => this.#live().ingest(String(scopeId), String(operation), text, bytes, ms));
  }

  get nodeCount() {
    return this.#live().nodeCount();
  }

  get findingCount() {
    return this.#live().findingCount();
  }

  get patchCount() {
    return this.#live().patchCount();
  }

  get cveCount() {
    return this.#live().cveCount();
  }

  get memoryBytes() {
    this.#live();
    return this.#glue.memoryBytes();
  }

  get complete() {
    return this.#describe().complete;
  }

  get scannedAt() {
    return this.#describe().scannedAt;
  }

  get scopes() {
    return this.#describe().scopes.map(withError);
  }

  get failures() {
    return JSON.parse(decided(() => this.#live().failures())).map(withError);
  }

  #describe() {
    const described = JSON.parse(decided(() => this.#live().describe()));
    described.scopes.forEach(withDates);
    return withDates(described);
  }

  checkpoint() {
    return decided(() => this.#live().checkpoint()) ?? undefined;
  }

  removeNodes(scopeId, instanceIds) {
    const [action, name] = ['remove nodes', 'instanceIds'];
    const ids = [...listed(action, name, instanceIds)];
    const wrong = ids.findIndex((id) => typeof id !== 'string');
    if (wrong >= 0) throw invalid(action, `${name}: expected texts, but is ${String(ids[wrong])}`);
    return this.#live().removeNodes(String(scopeId), jsonOfOption(action, name, ids));
  }

  setAttributes(rows) {
    const action = 'set attributes';
    this.#live();
    const sum = { joined: 0, unknown: 0 };
    for (const batch of batches(listed(action, 'rows', rows))) {
      const text = jsonOfItems(action, 'rows', batch);
      const { joined, unknown } = JSON.parse(decided(() => this.#live().setAttributes(text)));
      sum.joined += joined;
      sum.unknown += unknown;
    }
    return sum;
  }

  setExceptions(exceptions) {
    const text = jsonOfOption('set exceptions', 'exceptions', exceptions);
    decided(() => this.#live().setExceptions(text));
  }

  setCveLists(lists = {}) {
    const action = 'set the CVE lists';
    const { kev, epss, ...others } = Object(lists);
    for (const name of Object.keys(others)) {
      throw invalid(action, `${name}: expected kev or epss alone, but is ${String(others[name])}`);
    }
    // All of it before the first crossing: an iterable that throws leaves the lists as they were.
    const crossings = Object.entries({ kev, epss }).flatMap(([name, list]) =>
      list === undefined ? [] : listTexts(action, name, list).map((text) => [name, text]),
    );
    for (const [name, text] of crossings) decided(() => this.#live().addToCveList(name, text));
    this.#live().setCveLists();
  }

  setRules(rules) {
    const text = jsonOfOption('set rules', 'rules', rules);
    decided(() => this.#live().setRules(text));
  }

  summary(query = {}) {
    const text = queryText(query);
    return withDates(decided(() => this.#live().summary(text)));
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
    return this.#rows('cves', query);
  }

  #rows(table, query = {}) {
    const text = queryText(query);
    return rowsOf(decided(() => this.#live().rows(table, text)));
  }

  node(scopeId, instanceId) {
    const found = decided(() => this.#live().node(String(scopeId), String(instanceId)));
    return found && withDates(found);
  }

  groups(table, by, query = {}) {
    const text = queryText(query);
    return decided(() => this.#live().groups(String(table), String(by), text));
  }

  values(table, property, prefix = '', limit = 100) {
    const most = countOf(ACTION, 'limit', limit);
    const prefixText = String(prefix);
    return decided(() =>
      this.#live().values(String(table), String(property), prefixText, most),
    );
  }

  diff(older) {
    const bytes = snapshotOf('compare fleets', 'older', older);
    return new FleetDiff(decided(() => this.#live().diff(bytes)), () => this.#live());
  }

  csv(table, query, options) {
    return this.#export('csv', table, query, options);
  }

  ndjson(table, query, options) {
    return this.#export('ndjson', table, query, options);
  }

  // Not a generator itself, so that a wrong argument throws at once and not with the first chunk.
  #export(format, table, query = {}, options = {}) {
    const texts = [queryText(query), jsonOfOption(ACTION, 'options', options)];
    const start = () => decided(() => this.#live().export(format, String(table), ...texts));
    const next = (chunks) => decided(() => chunks.next(this.#live()));
    start().free();
    return {
      *[Symbol.iterator]() {
        const chunks = start();
        try {
          let chunk;
          while ((chunk = next(chunks)) !== undefined) yield chunk;
        } finally {
          chunks.free();
        }
      },
    };
  }

  snapshot() {
    return decided(() => this.#live().snapshot());
  }

  free() {
    this.#engine?.free();
    this.#engine = undefined;
    this.#glue = undefined;
  }

  #live() {
    if (!this.#engine) throw invalid('use the fleet', 'it was freed');
    return this.#engine;
  }
}

/** A fleet that `fill` has filled; one that it could not fill is freed. */
async function made(fill) {
  const fleet = new Fleet(await instanceLater());
  try {
    decided(() => fill(fleet));
    return fleet;
  } catch (error) {
    fleet.free();
    throw error;
  }
}

/** The bytes of a snapshot, or those of a fleet. */
function snapshotOf(action, name, given) {
  return given instanceof Fleet ? given.snapshot() : bytesOf(action, name, given);
}

function queryText(query) {
  return jsonOfOption(ACTION, 'query', query);
}

function listed(action, name, list) {
  if (typeof list === 'object' && typeof list?.[Symbol.iterator] === 'function') return list;
  throw invalid(action, `${name}: expected a list, but is ${String(list)}`);
}

/** The JSON texts of a list, of which an empty one has one, too. */
function listTexts(action, name, list) {
  const texts = [...batches(listed(action, name, list))].map((batch) =>
    jsonOfItems(action, name, batch),
  );
  return texts.length > 0 ? texts : ['[]'];
}

function* batches(rows) {
  let batch = [];
  for (const row of rows) {
    if (batch.push(row) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

if (Symbol.dispose) Fleet.prototype[Symbol.dispose] = Fleet.prototype.free;
