/** Where the rows of patches and CVEs lead to: to the findings that they stand for. */
import { formatFilter, type CveRow, type PatchRow, type Token } from 'patchlens/fleet';
import { tableHash } from './route';
import { formatTableQuery, parseTableQuery } from './table-query';

/** A patch is told from others by its KB id and its title. */
export function findingsOfPatch({ kb, title }: Pick<PatchRow, 'kb' | 'title'>): string {
  return findings([is('kb', kb), is('title', title)]);
}

export function findingsOfCve({ cve }: Pick<CveRow, 'cve'>): string {
  return findings([is('cves', cve)]);
}

function findings(tokens: Token[]): string {
  const query = parseTableQuery('findings', '');
  const filter = formatFilter({ tokens });
  return tableHash('findings', formatTableQuery('findings', { ...query, filter }));
}

function is(property: string, value: string): Token {
  return { property, operator: '=', value };
}
