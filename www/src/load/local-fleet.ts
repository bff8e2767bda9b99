/** A fleet in this page's memory: the questions to it, its rules and its files. */
import {
  localSource,
  type ComplianceRules,
  type Fleet,
  type FleetDiff,
  type FleetSource,
  type Query,
  type Table,
} from 'patchlens/fleet';

import { BroughtFiles, type Joined, type OwnFiles } from './bring-files';

/** AWS's own column names, and a byte order mark, without which Excel takes another encoding. */
const FOR_SPREADSHEETS = { header: 'aws', bom: true } as const;

export class LocalFleet {
  source: FleetSource | undefined;
  private held: Fleet | undefined;
  private readonly brought = new BroughtFiles();
  private rules: ComplianceRules = {};
  private rulesText = JSON.stringify({});

  get fleet(): Fleet | undefined {
    return this.held;
  }

  /** Takes the place of the fleet before, whose memory is returned. */
  hold(fleet: Fleet): void {
    if (fleet === this.held) return this.brought.grow(fleet);
    fleet.setRules(this.rules);
    this.brought.setAll(fleet);
    const before = this.held;
    this.held = fleet;
    this.source = localSource(fleet);
    before?.free();
  }

  /** Notes that the fleet is read to its end. */
  settle(): void {
    if (this.held) this.brought.grow(this.held, true);
  }

  /** Hands the fleet over, with the duty to free it. */
  release(): Fleet | undefined {
    const fleet = this.held;
    this.held = undefined;
    this.source = undefined;
    return fleet;
  }

  judge(rules: ComplianceRules): void {
    const text = JSON.stringify(rules);
    if (text === this.rulesText) return;
    this.rulesText = text;
    this.rules = rules;
    this.held?.setRules(rules);
  }

  /** How many rows of attributes found their nodes. */
  get joined(): Joined | undefined {
    return this.brought.joined;
  }

  bring(files: OwnFiles): void {
    this.brought.bring(files, this.held);
  }

  csv(table: Table, query: Query, columns?: string[]): Iterable<string> {
    const options = { ...FOR_SPREADSHEETS, ...(columns && { columns }) };
    return this.held?.csv(table, query, options) ?? [];
  }

  ndjson(table: Table, query: Query, columns?: string[]): Iterable<string> {
    return this.held?.ndjson(table, query, columns && { columns }) ?? [];
  }

  snapshot(): Uint8Array | undefined {
    return this.held?.snapshot();
  }

  diff(older: Uint8Array): FleetDiff | undefined {
    return this.held?.diff(older);
  }

  free(): void {
    this.release()?.free();
  }
}
