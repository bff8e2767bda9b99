import { createBaselines } from './baselines/baselines.js';
import { instanceOf } from './instance.js';
import { layoutOf } from './layout.js';
import { createNode, nodeIdOf } from './node.js';
import { patchStateOf } from './patch-state.js';
import { patchesOf } from './patches.js';

/** How many nodes are stopped, by default, for each that is not. */
const STOPPED_SHARE = 0.03;

/**
 * Made-up nodes with made-up patches, the same for the same seed and start. Everything is computed on
 * demand, so that a fleet of any size is ready at once.
 */
export class Fleet {
  #catalogs = new Map();
  #indexById;
  #baselines;

  /**
   * @param {object} [options]
   * @param {number} [options.nodes] how many nodes that are not stopped, default 1,000
   * @param {number} [options.stopped] how many stopped nodes in addition; 3 % of `nodes` by default
   * @param {number} [options.seed] which fleet, default 1
   * @param {number | Date} [options.start] the instant that all timestamps are relative to, in
   *   milliseconds; default now
   * @param {string} [options.region] only for host names
   */
  constructor({
    nodes = 1000,
    stopped = Math.floor(nodes * STOPPED_SHARE),
    seed = 1,
    start = Date.now(),
    region = 'us-east-1',
  } = {}) {
    requireInteger('nodes', nodes);
    requireInteger('stopped', stopped);
    requireInteger('seed', seed);
    this.size = nodes;
    this.stopped = stopped;
    this.seed = seed;
    this.start = new Date(start);
    this.region = region;
  }

  /** @param {number} index from 0 @returns {import('./node.js').Node} */
  node(index) {
    return createNode(this, index);
  }

  /** The nodes that are not stopped, with their indexes, from an index on. @param {number} [start] */
  *nodes(start = 0) {
    for (let index = start; index < this.size; index += 1) yield [index, this.node(index)];
  }

  /** The same, and after them the stopped nodes. @param {number} [start] */
  *allNodes(start = 0) {
    const end = this.size + this.stopped;
    for (let index = start; index < end; index += 1) yield [index, this.node(index)];
  }

  /**
   * @param {string} id
   * @returns {import('./node.js').Node | undefined} undefined for an unknown node
   */
  find(id) {
    this.#indexById ??= this.#indexIds();
    const index = this.#indexById.get(id);
    return index === undefined ? undefined : this.node(index);
  }

  /**
   * What EC2 knows of a node.
   * @param {import('./node.js').Node} node
   * @returns {import('./instance.js').Instance | undefined} undefined for a hybrid node
   */
  instance(node) {
    return instanceOf(node, this);
  }

  /**
   * The patches of a node as of its latest scan.
   * @param {import('./node.js').Node} node
   * @returns {import('./patches.js').NodePatch[]} none if it was never scanned
   */
  patches(node) {
    return node.isScanned ? patchesOf(node, this.layout(node), this) : [];
  }

  /**
   * The counts of exactly these patches.
   * @param {import('./node.js').Node} node
   * @returns {import('./patch-state.js').PatchState | undefined} undefined if it was never scanned
   */
  patchState(node) {
    if (!node.isScanned) return undefined;
    const { seed, region } = this;
    const baseline = this.baselineOf(node);
    return patchStateOf(node, this.layout(node), { seed, region, baseline });
  }

  /**
   * The scanned nodes of a patch group with their patch states, and their indexes.
   * @param {string} group
   * @param {number} [start] the first index
   */
  *scannedNodesOf(group, start = 0) {
    for (const [index, node] of this.allNodes(start)) {
      if (node.patchGroup === group && node.isScanned) {
        yield [index, { node, state: this.patchState(node) }];
      }
    }
  }

  /** The baselines of the account. */
  get baselines() {
    this.#baselines ??= createBaselines(this, (platform) => this.catalog(platform));
    return this.#baselines;
  }

  /** The baseline of a node. @param {import('./node.js').Node} node */
  baselineOf({ patchGroup, platform }) {
    return this.baselines.ofGroup(patchGroup, platform.operatingSystem);
  }

  /**
   * The patches of the catalog that a scanned node has, with their states.
   * @param {import('./node.js').Node} node
   */
  layout(node) {
    return layoutOf(node, this.catalog(node.platform), this);
  }

  /**
   * All patches for a platform.
   * @param {import('./platforms.js').Platform} platform
   */
  catalog(platform) {
    if (!this.#catalogs.has(platform)) this.#catalogs.set(platform, platform.catalog(this.start));
    return this.#catalogs.get(platform);
  }

  #indexIds() {
    const indexById = new Map();
    for (let index = 0; index < this.size + this.stopped; index += 1) {
      indexById.set(nodeIdOf(this, index), index);
    }
    return indexById;
  }
}

function requireInteger(name, value) {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new TypeError(`${name}: expected a whole number from 0 on, got ${String(value)}`);
  }
}
