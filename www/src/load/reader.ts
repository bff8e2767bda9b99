/** What reads a fleet and the patches of its nodes, and what there is of them while it reads. */
import type {
  ComplianceRules,
  FleetDiff,
  FleetSource,
  Query,
  ScopeProgress,
  Table,
} from 'patchlens/fleet';
import type { PatchRow } from '../model/patch';
import type { Joined, OwnFiles } from './bring-files';
import type { ServerRequests } from './server-requests';
import type { Load } from './task';

/** How far the reading of a scope is. A backend knows less of it than a scan. */
export type Progress = Pick<ScopeProgress, 'scopeId' | 'nodesDone' | 'nodesTotal'> &
  Partial<ScopeProgress>;

export interface LoadedFleet extends Load {
  /** Answers by what is read so far; `undefined` before that. */
  readonly source: FleetSource | undefined;
  readonly progress: readonly Progress[];
  /** Reads a scope that failed in the next run, with the rest of the other scopes. */
  retry?(scopeId: string): void;
  /** Sets the rules by which the source judges from now on. */
  judge(rules: ComplianceRules): void;
  /** Sets what the person brought from disk, from now on. */
  bring(files: OwnFiles): void;
  /** How many rows of the person's attributes found their nodes; `undefined` without attributes. */
  readonly joined?: Joined | undefined;
  /** What else can be asked of the server that has the fleet. */
  readonly server?: ServerRequests | undefined;
  /** Whether it reads the open patches of the nodes, too. Without them only the nodes are known. */
  readonly readsFindings: boolean;
  /**
   * The rows of a table that a query means, as a CSV file in chunks.
   *
   * @param columns default all that have values
   */
  csv(table: Table, query: Query, columns?: string[]): Iterable<string>;
  /** The same rows as JSON texts, one a line. */
  ndjson(table: Table, query: Query, columns?: string[]): Iterable<string>;
  /** The whole fleet as bytes; `undefined` before something was read. */
  snapshot(): Uint8Array | undefined;
  /** What changed since an older snapshot, by the same rules; to be freed. */
  diff(older: Uint8Array): FleetDiff | undefined;
  /** Returns the memory. Nothing can be asked after that. */
  free(): void;
}

export interface LoadedPatches extends Load {
  readonly rows: readonly PatchRow[];
}

export interface FleetReader {
  /**
   * @param onChange called after every output
   * @param previous of the same reader; its fleet passes to the new one
   */
  fleet(onChange: () => void, previous?: LoadedFleet): LoadedFleet;
  /**
   * All patches of a node, in every state.
   *
   * @param onChange called after every output
   */
  patches(scopeId: string, instanceId: string, onChange: () => void): LoadedPatches;
}
