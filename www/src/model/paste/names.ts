/** The names that credentials have in the world, and what they mean here. */

export type KeyMember = 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'region';

/** In lower case, without punctuation and without "aws" before it. */
const MEMBERS = new Map<string, KeyMember>([
  ['accesskeyid', 'accessKeyId'],
  ['accesskey', 'accessKeyId'],
  ['secretaccesskey', 'secretAccessKey'],
  ['secretkey', 'secretAccessKey'],
  ['sessiontoken', 'sessionToken'],
  ['securitytoken', 'sessionToken'],
  // Instance and container metadata.
  ['token', 'sessionToken'],
  ['region', 'region'],
  ['defaultregion', 'region'],
]);

/** Names that come with credentials and that this page has no use for. */
const UNUSED = new Set([
  // Process credentials, instance and container metadata.
  'version',
  'expiration',
  'lastupdated',
  'code',
  'type',
  'rolearn',
  'accountid',
  // `export-credentials`, config files and the tools that write them.
  'credentialexpiration',
  'sessionexpiration',
  'xsecuritytokenexpires',
  'xprincipalarn',
  'profile',
  'output',
  'defaultoutput',
  'pager',
  'clipager',
  // STS, Cognito and IAM.
  'assumedroleid',
  'arn',
  'packedpolicysize',
  'sourceidentity',
  'identityid',
  'requestid',
  'status',
  'createdate',
  // The console's CSV files.
  'username',
  'password',
  'consoleloginlink',
  'consolesigninurl',
]);

/** What a name means. Of `process.env.AWS_REGION` the last part counts. */
export function keyMember(name: string): KeyMember | undefined {
  return MEMBERS.get(normalised(name));
}

/** Whether this page knows the name at all, if only as one that it has no use for. */
export function isKnown(name: string): boolean {
  return MEMBERS.has(normalised(name)) || UNUSED.has(normalised(name));
}

function normalised(name: string): string {
  const last = name.split(/[.:/\\]/).at(-1) ?? '';
  return last
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^aws/, '');
}
