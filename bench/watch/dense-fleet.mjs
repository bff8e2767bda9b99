/** Fleets of the simulator whose scanned nodes all have the same number of open patches. */
import { Fleet } from '../../simulator/fleet/fleet.js';

const DAY = 24 * 60 * 60;
/** One open patch in so many failed to install. */
const FAILED_OF = 50;

/** Each scan of a later day finds one patch closed and another one open. */
export class DenseFleet extends Fleet {
  #open;
  #spread;

  /**
   * @param {import('../../simulator/fleet/options.js').FleetOptions & { open: number, spread?: number }}
   *   options `spread`: among how many lists of patches the nodes of a platform are divided
   */
  constructor({ open, spread = 1, ...options }) {
    super(options);
    this.#open = open;
    this.#spread = spread;
  }

  layout(node) {
    const { patches } = this.catalog(node.platform);
    if (patches.length === 0) return [];
    const day = Math.max(0, Math.floor((node.scannedAt - this.start.getTime() / 1000) / DAY));
    const first = day + this.#open * (Number.parseInt(node.id.slice(-6), 16) % this.#spread);
    return Array.from({ length: this.#open }, (_, at) => ({
      patch: numbered(patches, first + at),
      state: (first + at) % FAILED_OF === 0 ? 'Failed' : 'Missing',
    }));
  }
}

/** The patches of a catalog are too few: after the last one come others with a number. */
function numbered(patches, at) {
  const patch = patches[at % patches.length];
  const round = Math.floor(at / patches.length);
  if (round === 0) return patch;
  return { ...patch, kbId: `${patch.kbId}${round}`, title: `${patch.title} ${round}` };
}
