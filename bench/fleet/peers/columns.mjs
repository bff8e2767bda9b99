/** The pages in typed columns, by JSON.parse: how all peers begin. */
import { STATES } from '../asked.mjs';

const decoder = new TextDecoder();

/**
 * @typedef {object} Columns
 * @property {{ instanceId: string, patchGroup: string, text: string }[]} nodes
 * @property {{ title: string, severity: string, cves: string[], text: string }[]} patches `text` is
 *   all of their texts in lower case
 * @property {number} length the number of findings
 * @property {Uint32Array} node indexes of nodes, in ascending order
 * @property {Uint32Array} patch indexes of patches
 * @property {Uint8Array} state indexes of STATES
 * @property {Uint32Array} since seconds
 */

/**
 * @param {import('../data.mjs').FleetData} data
 * @returns {Columns}
 */
export function columns(data) {
  const byId = nodesById(data);
  const columns = new Growing();
  const nodes = [];
  for (const { body, readAt, instanceIds } of data.pages('patches')) {
    nodes.push(byId.get(instanceIds[0]));
    columns.add(body, readAt, nodes.length - 1);
  }
  return { nodes, ...columns.finished() };
}

function nodesById(data) {
  const nodes = new Map();
  for (const { body } of data.pages('states')) {
    for (const state of JSON.parse(decoder.decode(body)).InstancePatchStates) {
      const { InstanceId: instanceId, PatchGroup: patchGroup, BaselineId } = state;
      const text = `${instanceId}\n${patchGroup}\n${BaselineId}`.toLowerCase();
      nodes.set(instanceId, { instanceId, patchGroup, text });
    }
  }
  return nodes;
}

/** Columns that grow while pages come in, by half of what they are. */
export class Growing {
  #node = new Uint32Array(1 << 16);
  #patch = new Uint32Array(1 << 16);
  #state = new Uint8Array(1 << 16);
  #since = new Uint32Array(1 << 16);
  #length = 0;
  #patches = [];
  #byKey = new Map();

  /** Takes in the body of a DescribeInstancePatches response. */
  add(body, since, node) {
    for (const entry of JSON.parse(decoder.decode(body)).Patches) {
      if (this.#length === this.#node.length) this.#grow();
      const i = this.#length++;
      this.#node[i] = node;
      this.#patch[i] = this.#patchOf(entry);
      this.#state[i] = STATES.indexOf(entry.State);
      this.#since[i] = since;
    }
  }

  finished() {
    for (const patch of this.#patches) {
      const { kb, title, classification, severity, cves } = patch;
      patch.text = [kb, title, classification, severity, ...cves].join('\n').toLowerCase();
    }
    const length = this.#length;
    const [node, patch, state, since] = [this.#node, this.#patch, this.#state, this.#since].map(
      (column) => column.slice(0, length),
    );
    return { patches: this.#patches, length, node, patch, state, since };
  }

  #patchOf(entry) {
    const { KBId: kb, Title: title, Classification: classification, Severity: severity } = entry;
    const key = `${kb}\n${title}\n${severity}\n${classification}`;
    let index = this.#byKey.get(key);
    if (index === undefined) {
      index = this.#patches.push({ kb, title, classification, severity, cves: [] }) - 1;
      this.#byKey.set(key, index);
    }
    const patch = this.#patches[index];
    if (entry.CVEIds && patch.cves.length === 0) patch.cves = entry.CVEIds.split(',');
    return index;
  }

  #grow() {
    const larger = (column) => {
      const grown = new column.constructor(column.length * 1.5);
      grown.set(column);
      return grown;
    };
    this.#node = larger(this.#node);
    this.#patch = larger(this.#patch);
    this.#state = larger(this.#state);
    this.#since = larger(this.#since);
  }
}
