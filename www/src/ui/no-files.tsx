/** In the place of the buttons that write files of rows, which a server does not give. */
export function NoFiles() {
  return <span class="muted no-files">A server gives no files</span>;
}
