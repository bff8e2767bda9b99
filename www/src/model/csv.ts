/** The fleet as a CSV file for spreadsheets. */
import { COUNT_RULES } from './compliance';
import type { NodeRow } from './node';
import { reportedCount, reportedTime } from './reported';

type Value = string | number | boolean | Date | undefined;

/** In the file's order. The id comes first, because it never changes. */
const FIELDS: readonly (readonly [title: string, value: (row: NodeRow) => Value])[] = [
  ['Node id', (row) => row.id],
  ['Name', (row) => row.name],
  ['Host name', (row) => row.node.info?.ComputerName],
  ['IP address', (row) => row.node.info?.IPAddress],
  ['Platform', (row) => row.node.info?.PlatformName],
  ['Platform version', (row) => row.node.info?.PlatformVersion],
  ['Agent version', (row) => row.node.info?.AgentVersion],
  ['Connection', (row) => row.node.info?.PingStatus],
  ['Last contact', (row) => reportedTime(row.node.info?.LastPingDateTime)],
  ['Patch group', (row) => row.group],
  ['Baseline', (row) => row.node.state?.BaselineId],
  ['Verdict', (row) => row.verdict],
  ['Reason', (row) => row.reason],
  ['Stale', (row) => row.stale],
  ...COUNT_RULES.map(
    ({ label, count }) =>
      [label, (row: NodeRow) => reportedCount(row.node.state?.[count])] as const,
  ),
  ['Last operation', (row) => row.node.state?.Operation],
  ['Last operation start', (row) => reportedTime(row.node.state?.OperationStartTime)],
  ['Last operation end', (row) => row.lastScan],
  ['Reboot option', (row) => row.node.state?.RebootOption],
];

/** Without it Excel takes UTF-8 for the local code page. */
const BYTE_ORDER_MARK = '\uFEFF';

export async function fleetCsv(rows: readonly NodeRow[]): Promise<string> {
  const { unparse } = await import('papaparse');
  const fields = FIELDS.map(([title]) => title);
  const data = rows.map((row) => FIELDS.map(([, value]) => cell(value(row))));
  return BYTE_ORDER_MARK + unparse({ fields, data });
}

function cell(value: Value): string | number | boolean {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? harmless(value) : (value ?? '');
}

/**
 * The text with an apostrophe before it if a spreadsheet could take it for a formula, also in
 * full-width characters or behind white space and invisible characters.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function harmless(text: string): string {
  const isFormula = /^[\s\p{Cc}\p{Cf}]*[=+\-@]/u.test(text.normalize('NFKC'));
  return isFormula || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}
