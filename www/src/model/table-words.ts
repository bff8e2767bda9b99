/** The words of the tables: their names, their counts, and the times of their rows. */
import type { FindingRow } from 'patchlens/fleet';
import type { TableName } from './route';
import { formatNumber, formatDay, plural } from './words';

interface TableWords {
  title: string;
  /** One row and several. */
  one: string;
  many: string;
  /** Examples of what the filter takes. */
  placeholder: string;
}

export const TABLE_WORDS: Record<TableName, TableWords> = {
  findings: {
    title: 'Findings',
    one: 'finding',
    many: 'findings',
    placeholder: 'kernel severity>=Important age>30d platform:ubuntu',
  },
  patches: {
    title: 'Patches',
    one: 'patch',
    many: 'patches',
    placeholder: 'kernel severity>=Important nodes>=10 patchGroup=web',
  },
  cves: {
    title: 'CVEs',
    one: 'CVE',
    many: 'CVEs',
    placeholder: 'CVE-2026 severity>=Important nodes>=10',
  },
};

/** `1 finding`, `2,000 findings`. */
export function countOf(table: TableName, count: number): string {
  const { one, many } = TABLE_WORDS[table];
  return plural(count, one, many);
}

/** As Cloudscape has it: `(12/1,234)`, or `(1,234)` if the filter hides nothing. */
export function counter(shown: number, all: number | undefined): string {
  const part = formatNumber(shown);
  return all === undefined || all === shown ? `(${part})` : `(${part}/${formatNumber(all)})`;
}

/** Why rows may be missing from a table that compares ages. */
export function undecidedWords(undecided: number): string {
  const rows = undecided === 1 ? '1 row' : `${formatNumber(undecided)} rows`;
  const why = 'an age that is only known as “at least” does not say whether the filter means them';
  return `${rows} undecided: ${why}.`;
}

/** Whether nothing is known of its age: it was open already when this history began, just now. */
export function isAgeUnknown({ age, ageIsLowerBound }: Pick<FindingRow, 'age' | 'ageIsLowerBound'>) {
  return ageIsLowerBound && age < 1;
}

/** `12 days`, or `at least 12 days` if it was open already when the history began. */
export function ageWords({ age, ageIsLowerBound }: FindingRow): string {
  const days = plural(Math.floor(age), 'day');
  if (isAgeUnknown({ age, ageIsLowerBound })) return 'not known';
  if (ageIsLowerBound) return `at least ${days}`;
  return age < 1 ? 'less than 1 day' : days;
}

export interface DueWords {
  text: string;
  standing: 'excepted' | 'overdue' | 'undecided' | 'in time' | 'none';
}

/** When a finding has to be closed, and whether that is past; of an excepted one, that it is accepted. */
export function dueWords({ due, overdue, ageIsLowerBound, exception }: FindingRow): DueWords {
  if (!due) return { text: 'No target', standing: 'none' };
  const day = formatDay(due);
  if (exception) return { text: `Excepted; target ${day}`, standing: 'excepted' };
  if (overdue) {
    const text = `Overdue since ${day}${ageIsLowerBound ? ' or earlier' : ''}`;
    return { text, standing: 'overdue' };
  }
  if (overdue === undefined) {
    return { text: `Undecided, due ${day} or earlier`, standing: 'undecided' };
  }
  return { text: `Due ${day}`, standing: 'in time' };
}
