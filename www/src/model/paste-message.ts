/** What the page says about a pasted text: which fields it filled, and what was left over. */
import type { KeyMember } from './paste/names';
import { partsNotUnderstood, pastedKeys, type PastedKeys } from './pasted-keys';

const LABELS: Record<KeyMember, string> = {
  accessKeyId: 'access key id',
  secretAccessKey: 'secret access key',
  sessionToken: 'session token',
  region: 'region',
};
/** A longer list would hide the rest of the form. */
const PARTS = 5;

/** `undefined` for a single value, which goes into the field it was pasted into. */
export function pasteMessage(text: string): string | undefined {
  const keys = pastedKeys(text);
  if (keys) return [filled(keys), lacking(keys), leftOver(text)].filter(Boolean).join(' ');
  if (!/\s/.test(text.trim())) return undefined;
  return 'No credentials were found in the pasted text. Check the field that it went into.';
}

function filled(keys: PastedKeys): string {
  const members = Object.keys(keys) as KeyMember[];
  return `Filled in: ${members.map((member) => LABELS[member]).join(', ')}.`;
}

/** Ids of temporary credentials begin with ASIA. */
function lacking({ accessKeyId, sessionToken }: PastedKeys): string | undefined {
  if (!accessKeyId?.startsWith('ASIA') || sessionToken) return undefined;
  return 'These are temporary credentials, and their session token is missing.';
}

function leftOver(text: string): string | undefined {
  const parts = partsNotUnderstood(text);
  if (parts.length === 0) return undefined;
  const more = parts.length > PARTS ? ` and ${parts.length - PARTS} more` : '';
  return `Not understood or not used: ${parts.slice(0, PARTS).join(', ')}${more}.`;
}
