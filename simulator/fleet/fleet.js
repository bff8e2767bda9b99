import { createBaselines } from './baselines/baselines.js';
import { createCatalogs } from './catalogs.js';
import { latestLayout } from './days/latest-layout.js';
import { nodeOnDay } from './days/node-on-day.js';
import { endOf, isPresent } from './days/population.js';
import { instanceOf } from './instance.js';
import { isStopped, nodeIdOf } from './node-identity.js';
import { createNode } from './node.js';
import { fleetOptions } from './options.js';
import { patchStateOf } from './patch-state.js';
import { patchesOf } from './patches.js';

/**
 * Made-up nodes with made-up patches, the same for the same seed, start and day. Everything is
 * computed on demand, so that a fleet of any size is ready at once.
 */
export class Fleet {
  #catalogs;
  #indexById;
  #baselines;

  /** @param {import('./options.js').FleetOptions} [options] */
  constructor(options = {}) {
    const { size, stopped, seed, day, start, now, scanShare, turnover, region, mix } =
      fleetOptions(options);
    this.size = size;
    this.stopped = stopped;
    this.seed = seed;
    this.day = day;
    this.start = start;
    /** The instant of the day. */
    this.now = now;
    this.scanShare = scanShare;
    this.turnover = turnover;
    this.region = region;
    this.mix = mix;
    this.#catalogs = createCatalogs(this);
  }

  /** @param {number} index from 0 @returns {import('./node.js').Node} */
  node(index) {
    return nodeOnDay(this, createNode(this, index));
  }

  /** The nodes that are not stopped, with their indexes, from an index on. @param {number} [start] */
  *nodes(start = 0) {
    for (const index of this.#indexes(start)) {
      if (!isStopped(this, index)) yield [index, this.node(index)];
    }
  }

  /** The same, and the stopped nodes. @param {number} [start] */
  *allNodes(start = 0) {
    for (const index of this.#indexes(start)) yield [index, this.node(index)];
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
    return node.documentName === undefined ? [] : patchesOf(node, this.layout(node), this);
  }

  /**
   * The counts of exactly these patches.
   * @param {import('./node.js').Node} node
   * @returns {import('./patch-state.js').PatchState | undefined} undefined if no scan left one
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
    return latestLayout(this, node);
  }

  /**
   * All patches for a platform at the start.
   * @param {import('./platforms.js').Platform} platform
   */
  catalog(platform) {
    return this.#catalogs.atStart(platform);
  }

  /**
   * Those that were published since, oldest first.
   * @param {import('./platforms.js').Platform} platform
   */
  releases(platform) {
    return this.#catalogs.releases(platform);
  }

  /**
   * Those that baselines can approve, newest first.
   * @param {import('./platforms.js').Platform} platform
   */
  published(platform) {
    return this.#catalogs.published(platform);
  }

  *#indexes(start) {
    const end = endOf(this);
    for (let index = start; index < end; index += 1) if (isPresent(this, index)) yield index;
  }

  #indexIds() {
    const indexById = new Map();
    for (const index of this.#indexes(0)) indexById.set(nodeIdOf(this, index), index);
    return indexById;
  }
}
