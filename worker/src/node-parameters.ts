import type { FindingRecord, NodeRecord } from './node-record.ts';

/** Nodes of one JSON parameter, so that a statement takes milliseconds. */
const NODES = 250;
/** Bytes of one JSON parameter, of which D1 takes 2 MB. */
const BYTES = 1_000_000;
const MOST_BYTES = 1_900_000;
/** Bytes of a finding and its patch beside their texts, at most. */
const ENTRY_BYTES = 150;
/** Bytes of a unit of UTF-16 in JSON, at most. */
const UNIT_BYTES = 6;

/** A patch of some nodes, with what all their findings say of it. */
interface PatchRecord {
  kb: string;
  title: string;
  classification: string | undefined;
  severity: string | undefined;
  cves: Set<string>;
}

/** The number of the patch in the parameter, the state, and when the finding was first seen. */
type FindingEntry = [patch: number, state: string, firstSeen: number];

/**
 * The nodes as JSON texts that D1 takes: `{ patches, nodes }`. A patch that many nodes miss is in a text
 * once: with the patch in each finding, SQLite would read a text five times as long.
 */
export function* parameters(nodes: NodeRecord[]): Iterable<string> {
  let parameter = new Parameter();
  for (const node of nodes.map(withinLimit)) {
    if (!parameter.takes(node)) {
      yield parameter.text;
      parameter = new Parameter();
    }
    parameter.add(node);
  }
  if (!parameter.isEmpty) yield parameter.text;
}

/** A node with more than D1 takes is one whose findings could not be read. */
export function withinLimit(node: NodeRecord): NodeRecord {
  const { findings, ...rest } = node;
  const isWithin = new Parameter().mostBytesOf(node) <= MOST_BYTES || Parameter.bytesOf(node) <= MOST_BYTES;
  if (findings === undefined || isWithin) return node;
  const error = `${findings.length} open patches are more than the database takes of one node`;
  return { ...rest, error };
}

class Parameter {
  #patches = new Map<string, { number: number; patch: PatchRecord }>();
  #nodes: string[] = [];
  #bytes = 0;

  /** Bytes of a parameter with this node alone. */
  static bytesOf(node: NodeRecord): number {
    const parameter = new Parameter();
    parameter.add(node);
    return parameter.#bytes;
  }

  get isEmpty(): boolean {
    return this.#nodes.length === 0;
  }

  get text(): string {
    const patches = Array.from(this.#patches.values(), ({ patch }) => textOf(patch));
    return `{"patches":[${patches.join()}],"nodes":[${this.#nodes.join()}]}`;
  }

  /** Whether there is room for a node. */
  takes(node: NodeRecord): boolean {
    if (this.isEmpty) return true;
    return this.#nodes.length < NODES && this.#bytes + this.mostBytesOf(node) <= BYTES;
  }

  /**
   * The bytes that a node adds, at most. Only lengths are looked at: to write down each patch of each node
   * takes longer than all the rest.
   */
  mostBytesOf({ findings = [], ...node }: NodeRecord): number {
    const own = bytesOf(JSON.stringify(node));
    return findings.reduce((sum, finding) => sum + ENTRY_BYTES + UNIT_BYTES * this.#unitsOf(finding), own);
  }

  /** The units of UTF-16 that a finding and its patch add. */
  #unitsOf({ kb, title, classification = '', severity = '', state, cves }: FindingRecord): number {
    const known = this.#patches.get(keyOf(kb, title))?.patch.cves;
    const texts = classification.length + severity.length + state.length;
    const names = known ? texts : texts + kb.length + title.length;
    return cves.reduce((sum, cve) => (known?.has(cve) ? sum : sum + cve.length + 1), names);
  }

  add({ findings, ...node }: NodeRecord): void {
    const entries = findings?.map(
      (finding): FindingEntry => [this.#numberOf(finding), finding.state, finding.firstSeen],
    );
    const text = JSON.stringify({ ...node, findings: entries });
    this.#nodes.push(text);
    this.#bytes += bytesOf(text) + 1;
  }

  /** The number of the patch of a finding. */
  #numberOf(finding: FindingRecord): number {
    const key = keyOf(finding.kb, finding.title);
    const known = this.#patches.get(key);
    const joined = joinedPatch(known?.patch, finding);
    if (known && joined === known.patch) return known.number;
    const number = known?.number ?? this.#patches.size;
    this.#patches.set(key, { number, patch: joined });
    this.#bytes += sizeOf(joined) - sizeOf(known?.patch);
    return number;
  }
}

function keyOf(kb: string, title: string): string {
  return `${kb.length} ${kb} ${title}`;
}

/** What two findings say of a patch: of two texts, the one that is later in the alphabet. */
function joinedPatch(known: PatchRecord | undefined, finding: FindingRecord): PatchRecord {
  const { kb, title } = finding;
  const classification = later(known?.classification, finding.classification);
  const severity = later(known?.severity, finding.severity);
  const isNew =
    known === undefined ||
    classification !== known.classification ||
    severity !== known.severity ||
    finding.cves.some((cve) => !known.cves.has(cve));
  if (!isNew) return known;
  return { kb, title, classification, severity, cves: new Set([...(known?.cves ?? []), ...finding.cves]) };
}

function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}

function textOf({ cves, ...patch }: PatchRecord): string {
  return JSON.stringify({ ...patch, cves: [...cves] });
}

/** Bytes of a patch in a list. */
function sizeOf(patch: PatchRecord | undefined): number {
  return patch ? bytesOf(textOf(patch)) + 1 : 0;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
