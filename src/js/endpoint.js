/** The parts of the endpoint, in the core's order; an empty text if it is none or no URL. */
export function partsOf(endpoint) {
  if (endpoint == null) return '';
  try {
    const { protocol, pathname, username, password, search, hash, host, hostname } = new URL(endpoint);
    const flags = `-${(username || password) && 'u'}${search && 'q'}${hash && 'f'}`;
    return [protocol, pathname, flags, host, hostname].join(' ');
  } catch {
    return '';
  }
}
