/** The address of a fleet's server, in one spelling, so that two of them can be compared. */

/** The text itself where it is no URL, for the form to show and to explain. */
export function serverAddress(text: string): string {
  if (!URL.canParse(text)) return text;
  const { origin, pathname, search, hash, username } = new URL(text);
  // Not an address that the page connects to.
  if (search || hash || username) return text;
  return `${origin}${pathname.replace(/\/*$/, '/')}`;
}
