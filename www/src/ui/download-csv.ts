/** Saves the chunks of a CSV file. */
export function downloadCsv(chunks: Iterable<string>): void {
  const today = new Date().toISOString().slice(0, 10);
  const blob = new Blob([...chunks], { type: 'text/csv;charset=utf-8' });
  save(blob, `patch-compliance-${today}.csv`);
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has opened the blob by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
