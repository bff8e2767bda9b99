/** The columns of the tables, as people choose them and as the page's address names them. */
import type { Table } from 'patchlens/fleet';

interface TableColumns {
  /** Opens the row, and is always shown. */
  always: string;
  /** Shown unless others were chosen, in this order. */
  first: readonly string[];
  more: readonly string[];
}

/** By the names of the rows' members. */
export const TABLE_COLUMNS: Record<Table, TableColumns> = {
  nodes: {
    always: 'name',
    first: [
      'name',
      'platform',
      'patchGroup',
      'verdict',
      'reason',
      'missing',
      'failed',
      'pendingReboot',
      'criticalNonCompliant',
      'lastOperation',
    ],
    more: [
      'instanceId',
      'computerName',
      'ipAddress',
      'account',
      'region',
      'scopeId',
      'platformVersion',
      'platformType',
      'baselineId',
      'baselineName',
      'securityNonCompliant',
      'otherNonCompliant',
      'rejected',
      'availableSecurityUpdates',
      'installed',
      'installedOther',
      'notApplicable',
      'operation',
      'scanAge',
      'stale',
      'nonCompliantSince',
      'oldestOpen',
      'endOfLife',
      'reasonCode',
      'agentVersion',
      'pingStatus',
      'instanceState',
      'readAt',
    ],
  },
  findings: {
    always: 'name',
    first: [
      'name',
      'title',
      'kb',
      'severity',
      'complianceLevel',
      'state',
      'age',
      'due',
      'cves',
      'exception',
    ],
    more: [
      'classification',
      'overdue',
      'firstSeen',
      'released',
      'kev',
      'epss',
      'instanceId',
      'account',
      'region',
      'scopeId',
      'platform',
      'platformVersion',
      'platformType',
      'patchGroup',
      'baselineId',
      'baselineName',
    ],
  },
  patches: {
    always: 'title',
    first: [
      'title',
      'kb',
      'severity',
      'classification',
      'cves',
      'nodes',
      'failed',
      'firstSeen',
      'released',
    ],
    more: ['excepted', 'kev', 'epss', 'id'],
  },
  cves: {
    always: 'cve',
    first: ['cve', 'severity', 'nodes', 'patches', 'kev', 'epss', 'firstSeen'],
    more: [],
  },
};

const TAG = /^tag\../;

export interface ChosenColumns {
  names: readonly string[];
  /** Whether they differ from those that are shown at first. */
  isChosen: boolean;
  /** Names of an address that the table does not have. */
  unknown: readonly string[];
}

/** @param text of an address; empty for no choice */
export function chosenColumns(table: Table, text: string): ChosenColumns {
  const asked = [...new Set(text.split(',').map(unescaped).filter(Boolean))];
  const names = asked.filter((name) => isColumn(table, name));
  const unknown = asked.filter((name) => !names.includes(name));
  const { first } = TABLE_COLUMNS[table];
  if (names.length === 0) return { names: first, isChosen: false, unknown };
  const complete = withAlways(table, names);
  return { names: complete, isChosen: complete.join() !== first.join(), unknown };
}

/** As an address has them; empty for those that are shown at first. */
export function columnsText(table: Table, names: readonly string[]): string {
  const complete = withAlways(table, names);
  if (complete.join() === TABLE_COLUMNS[table].first.join()) return '';
  return complete.map(escaped).join(',');
}

/** As a part of an address; `undefined` for the columns that are shown at first. */
export function columnsParam(table: Table, text: string): string | undefined {
  const { names, isChosen, unknown } = chosenColumns(table, text);
  if (!isChosen) return undefined;
  const all = columnsText(table, [...names, ...unknown]);
  return `columns=${encoded(all)}`;
}

/** As few escapes as an address allows. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/%(?:2C|2F|3A|40)/g, decodeURIComponent);
}

function withAlways(table: Table, names: readonly string[]): readonly string[] {
  const { always } = TABLE_COLUMNS[table];
  return names.includes(always) ? names : [always, ...names];
}

/** Whether a table has a column of this name; attributes belong to nodes and their findings. */
export function isColumn(table: Table, name: string): boolean {
  const { first, more } = TABLE_COLUMNS[table];
  return first.includes(name) || more.includes(name) || (hasTags(table) && TAG.test(name));
}

export function hasTags(table: Table): boolean {
  return table === 'nodes' || table === 'findings';
}

/** Commas separate names, and the user's own columns may have them in theirs. */
function escaped(name: string): string {
  return name.replace(/[%,]/g, encodeURIComponent);
}

function unescaped(name: string): string {
  return name.trim().replace(/%(25|2C)/gi, decodeURIComponent);
}

/** A column that shows several members is several columns of a file. */
const SHOWN_TOGETHER: Partial<Record<Table, Record<string, readonly string[]>>> = {
  nodes: {
    name: ['name', 'computerName', 'instanceId', 'scopeId'],
    platform: ['platform', 'platformVersion'],
  },
  findings: { name: ['name', 'instanceId', 'scopeId'], age: ['age', 'ageIsLowerBound'] },
};

/** The columns of a file; `undefined` for all that have values, if none were chosen. */
export function fileColumns(table: Table, text: string): string[] | undefined {
  const { names, isChosen } = chosenColumns(table, text);
  if (!isChosen) return undefined;
  const members = names.flatMap((name) => SHOWN_TOGETHER[table]?.[name] ?? [name]);
  return [...new Set(members)];
}

/** The attributes among the titles of a CSV file. */
export function tagColumns(header: string): string[] {
  const cells = header.match(/"(?:[^"]|"")*"|[^",\r\n]+/g) ?? [];
  return cells
    .map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell))
    .filter((name) => TAG.test(name));
}
