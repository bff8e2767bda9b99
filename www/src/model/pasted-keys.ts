/** Credentials as people have them at hand: shell exports, a profile, or the CLI's JSON. */

export interface PastedKeys {
  accessKeyId?: string;
  secretAccessKey?: string;
  sessionToken?: string;
  region?: string;
}

/** The names of each, in lower case without underscores. */
const MEMBERS: Record<string, keyof PastedKeys> = {
  awsaccesskeyid: 'accessKeyId',
  accesskeyid: 'accessKeyId',
  awssecretaccesskey: 'secretAccessKey',
  secretaccesskey: 'secretAccessKey',
  awssessiontoken: 'sessionToken',
  sessiontoken: 'sessionToken',
  awsregion: 'region',
  awsdefaultregion: 'region',
  region: 'region',
};

/** `export NAME="value"`, `set NAME=value`, `$Env:NAME="value"`, `name = value`, `"Name": "value"`. */
const PAIR = /(?:^|[\s,{;:])["']?(\w+)["']?\s*[=:]\s*["']?([^\s"',;]+)["']?/g;

/** The keys named in a pasted text, or `undefined` if it names none. */
export function pastedKeys(text: string): PastedKeys | undefined {
  const keys: PastedKeys = {};
  for (const [, name = '', value = ''] of text.matchAll(PAIR)) {
    const member = MEMBERS[name.toLowerCase().replaceAll('_', '')];
    if (member) keys[member] = value;
  }
  return keys.accessKeyId || keys.secretAccessKey ? keys : undefined;
}
