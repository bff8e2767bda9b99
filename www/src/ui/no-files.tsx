/** In the place of the buttons that write files of rows, which a server does not give. */
export function NoFiles() {
  return <span class="muted">No CSV files from a server; the report can be saved</span>;
}
