import { fleetCsv } from '../model/csv';
import type { NodeRow } from '../model/node';

/** Saves the rows as a CSV file. */
export async function downloadCsv(rows: readonly NodeRow[]): Promise<void> {
  const csv = await fleetCsv(rows);
  const today = new Date().toISOString().slice(0, 10);
  save(new Blob([csv], { type: 'text/csv;charset=utf-8' }), `patch-compliance-${today}.csv`);
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has opened the blob by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
