/** Snapshots without the attributes that a person joined from a file. */
import { Fleet } from 'patchlens/fleet';
import { tagColumns } from '../model/columns';

/** Nodes whose attributes are removed at once. */
const PAGE = 5000;

/**
 * The same fleet without attributes. They belong to the file that they came from: in a kept snapshot they
 * would outlive the tab, and come back with the next reading that starts from it.
 */
export async function withoutAttributes(bytes: Uint8Array): Promise<Uint8Array> {
  const fleet = await Fleet.open(bytes);
  try {
    const [header = ''] = fleet.csv('nodes', { limit: 0 });
    const none = tagColumns(header).map((name) => [name.slice('tag.'.length), '']);
    if (none.length === 0) return bytes;
    for (let offset = 0; offset < fleet.nodeCount; offset += PAGE) {
      const { rows } = fleet.nodes({ offset, limit: PAGE });
      fleet.setAttributes(
        rows.map(({ instanceId }) => Object.fromEntries([...none, ['instanceId', instanceId]])),
      );
    }
    return fleet.snapshot();
  } finally {
    fleet.free();
  }
}
