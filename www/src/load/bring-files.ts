/** Sets on a fleet what a person brought from disk, and again when the fleet has more nodes. */
import type { Exception, Fleet } from 'patchlens/fleet';

export interface OwnFiles {
  exceptions: readonly Exception[];
  attributes: readonly AttributeRow[];
  cveLists: CveLists;
}

type AttributeRow = { instanceId: string; [column: string]: string };

/** Iterables that can be read again. */
interface CveLists {
  kev?: ReadonlyMap<string, unknown>;
  epss?: Iterable<[cve: string, score: number]>;
}

/** Rows of attributes by whether their nodes are in the fleet. */
export interface Joined {
  joined: number;
  unknown: number;
}

const NOTHING: OwnFiles = { exceptions: [], attributes: [], cveLists: {} };
/** Joining again may take a tenth of the time of a scan. */
const SHARE = 10;

export class BroughtFiles {
  /** `undefined` without attributes. */
  joined: Joined | undefined;
  private files = NOTHING;
  private joinedNodes = 0;
  private notBefore = 0;

  /** Sets what changed. */
  bring(files: OwnFiles, fleet: Fleet | undefined): void {
    if (files === this.files) return;
    const before = this.files;
    this.files = files;
    if (!fleet) return;
    if (files.exceptions !== before.exceptions) fleet.setExceptions([...files.exceptions]);
    if (files.cveLists !== before.cveLists) setCveLists(fleet, files.cveLists);
    if (files.attributes !== before.attributes) {
      removeColumns(fleet, before.attributes);
      this.join(fleet);
    }
  }

  /** Sets everything on a fleet that has nothing of it. */
  setAll(fleet: Fleet): void {
    fleet.setExceptions([...this.files.exceptions]);
    setCveLists(fleet, this.files.cveLists);
    this.join(fleet);
  }

  /** Joins the attributes with nodes that came since. `isEnd`: no more will come. */
  grow(fleet: Fleet, isEnd = false): void {
    if (this.files.attributes.length === 0 || fleet.nodeCount === this.joinedNodes) return;
    if (isEnd || performance.now() >= this.notBefore) this.join(fleet);
  }

  private join(fleet: Fleet): void {
    const { attributes } = this.files;
    const start = performance.now();
    this.joined = attributes.length > 0 ? fleet.setAttributes(attributes) : undefined;
    this.joinedNodes = fleet.nodeCount;
    const end = performance.now();
    this.notBefore = end + SHARE * (end - start);
  }
}

function setCveLists(fleet: Fleet, { kev, epss }: CveLists): void {
  fleet.setCveLists({ ...(kev && { kev: kev.keys() }), ...(epss && { epss }) });
}

/** An empty text removes a value. */
function removeColumns(fleet: Fleet, rows: readonly AttributeRow[]): void {
  if (rows.length > 0) fleet.setAttributes(rows.map(emptied));
}

function emptied({ instanceId, ...columns }: AttributeRow): AttributeRow {
  const none = Object.keys(columns).map((column) => [column, '']);
  return Object.fromEntries([...none, ['instanceId', instanceId]]) as AttributeRow;
}
