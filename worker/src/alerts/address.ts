/** Domains that name machines of a private network. */
const PRIVATE = [
  ...['internal', 'intranet', 'private', 'corp', 'lan', 'home', 'home.arpa'],
  ...['local', 'localdomain', 'localhost'],
];
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

/**
 * The address of a webhook, which must be that of a public host by its name. `URL` writes every
 * spelling of an IPv4 address in one form: decimal, hexadecimal, octal or short.
 *
 * @throws for another one, without the address: its path may be a secret
 */
export function publicAddress(text: string): URL {
  const url = parsed(text);
  const problem = problemOf(url);
  if (problem) throw new Error(problem);
  return url;
}

function parsed(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new Error('not a URL');
  }
}

function problemOf({ protocol, hostname, username, password }: URL): string | undefined {
  if (protocol !== 'https:') return 'not https';
  if (username !== '' || password !== '') return 'has a user name or a password';
  const name = hostname.replace(/\.$/, '');
  if (name.startsWith('[') || IPV4.test(name)) return 'has an IP address instead of a name';
  if (!name.includes('.')) return 'has a name of a private network';
  const isPrivate = PRIVATE.some((domain) => name.endsWith(`.${domain}`));
  return isPrivate ? 'has a name of a private network' : undefined;
}
