import type { NodeRow } from '../model/node';

/** In the file's order; the id is first, since it is what never changes. */
const FIELDS: readonly (readonly [title: string, value: (row: NodeRow) => unknown])[] = [
  ['Node id', (row) => row.id],
  ['Name', (row) => row.name],
  ['IP address', (row) => row.node.info?.IPAddress],
  ['Platform', (row) => row.node.info?.PlatformName],
  ['Platform version', (row) => row.node.info?.PlatformVersion],
  ['Agent version', (row) => row.node.info?.AgentVersion],
  ['Patch group', (row) => row.group],
  ['Baseline', (row) => row.node.state?.BaselineId],
  ['Verdict', (row) => row.verdict],
  ['Reason', (row) => row.reason],
  ['Missing', (row) => row.missing],
  ['Failed', (row) => row.failed],
  ['Pending reboot', (row) => row.pendingReboot],
  ['Installed, rejected', (row) => row.node.state?.InstalledRejectedCount],
  ['Critical non-compliant', (row) => row.critical],
  ['Security non-compliant', (row) => row.node.state?.SecurityNonCompliantCount],
  ['Last operation', (row) => row.node.state?.Operation],
  ['Last operation end', (row) => row.lastScan?.toISOString()],
];

/** Saves the rows as a file. Formulas in names are made harmless to spreadsheets. */
export async function downloadCsv(rows: readonly NodeRow[]): Promise<void> {
  const { unparse } = await import('papaparse');
  const csv = unparse(
    {
      fields: FIELDS.map(([title]) => title),
      data: rows.map((row) => FIELDS.map(([, value]) => value(row) ?? '')),
    },
    { escapeFormulae: true },
  );
  save(
    new Blob([csv], { type: 'text/csv' }),
    `patch-compliance-${new Date().toISOString().slice(0, 10)}.csv`,
  );
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken hold of the blob by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
