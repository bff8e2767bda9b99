/** CISA's catalog of known exploited vulnerabilities: its JSON or its CSV file. */
import { columnsWords, parseCsv } from './csv-table';
import { cveId } from './cve-id';
import { FileError, type FileProblem } from './file-error';
import { parseJsonValue } from './json-list';

export interface KevEntry {
  /** Such as `2026-01-31`. */
  added?: string | undefined;
  /** By when CISA tells agencies to act. */
  due?: string | undefined;
  /** Whether ransomware is known to use it. */
  ransomware: boolean;
}

export interface KevList {
  entries: Map<string, KevEntry>;
  /** The version of the catalog, such as `2026.01.31`. */
  version?: string | undefined;
  /** When it was released. */
  released?: string | undefined;
}

const NOT_A_CVE = 'a CVE id such as CVE-2024-12345 is expected';

/** @throws {FileError} */
export function parseKev(text: string): KevList {
  return /^\s*[[{]/.test(text) ? kevOfJson(text) : kevOfCsv(text);
}

function kevOfJson(text: string): KevList {
  const catalog = parseJsonValue(text);
  const { vulnerabilities, catalogVersion, dateReleased, count } = membersOf(catalog);
  if (!Array.isArray(vulnerabilities)) {
    throw new FileError({ problem: 'the list “vulnerabilities” of CISA’s catalog is missing' });
  }
  if (typeof count === 'number' && count !== vulnerabilities.length) {
    const problem = `the file is not complete: it has ${vulnerabilities.length} vulnerabilities of ${count}`;
    throw new FileError({ field: 'count', problem });
  }
  const rows = vulnerabilities.map((item: unknown, at) => ({
    place: { item: at + 1 },
    memberOf: (name: string) => membersOf(item)[name],
  }));
  return { ...listed(rows), version: textOf(catalogVersion), released: textOf(dateReleased) };
}

function kevOfCsv(text: string): KevList {
  const { columns, rows } = parseCsv(text);
  if (!columns.includes('cveID')) {
    throw new FileError({ problem: `no column is named “cveID”. ${columnsWords(columns)}` });
  }
  return listed(
    rows.map(({ line, cells }) => ({
      place: { line },
      memberOf: (name) => cells[columns.indexOf(name)],
    })),
  );
}

interface Row {
  place: Pick<FileProblem, 'line' | 'item'>;
  memberOf: (name: string) => unknown;
}

function listed(rows: readonly Row[]): KevList {
  if (rows.length === 0) throw new FileError({ problem: 'the file names no vulnerability' });
  const problems: FileProblem[] = [];
  const entries = new Map<string, KevEntry>();
  for (const { place, memberOf } of rows) {
    const given = memberOf('cveID');
    const id = typeof given === 'string' ? cveId(given) : undefined;
    if (id === undefined) {
      problems.push({ ...place, field: 'cveID', value: given ?? null, problem: NOT_A_CVE });
      continue;
    }
    entries.set(id, {
      added: textOf(memberOf('dateAdded')),
      due: textOf(memberOf('dueDate')),
      ransomware: memberOf('knownRansomwareCampaignUse') === 'Known',
    });
  }
  if (problems.length > 0) throw new FileError(...problems);
  return { entries };
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
