/**
 * Credentials as people have them at hand: what `aws configure export-credentials` prints, a
 * profile, the console's CSV file, JSON of STS or of a metadata service, lines of a script.
 */
import { parseCsv } from './paste/csv';
import { parseJson } from './paste/json';
import { keyMember, type KeyMember } from './paste/names';
import type { Pair, Parsed } from './paste/pair';
import { parseStatements } from './paste/statements';
import { parseXml } from './paste/xml';

export type PastedKeys = Partial<Record<KeyMember, string>>;

/** The credentials in a pasted text, or `undefined` if it has none. */
export function pastedKeys(text: string): PastedKeys | undefined {
  const { pairs } = parse(text);
  const keys = keysOf(pairs, chosenSet(pairs));
  return keys.accessKeyId || keys.secretAccessKey || keys.sessionToken ? keys : undefined;
}

/**
 * The parts of a pasted text that were not understood or not used, such as "line 3". Never a part of
 * a value, which may be secret.
 */
export function partsNotUnderstood(text: string): string[] {
  const { pairs, strays } = parse(text);
  const chosen = chosenSet(pairs);
  const others = pairs.filter((pair) => isKey(pair) && pair.set !== chosen);
  const otherSets = others.map(({ set }) => (set ? `the keys of ${set}` : 'other keys'));
  return [...new Set([...otherSets, ...replaced(pairs, chosen), ...strays])];
}

/** The names of values that a later one of the same set replaces. */
function replaced(pairs: readonly Pair[], set: string): string[] {
  const last = keysOf(pairs, set);
  return pairs
    .filter((pair) => pair.set === set && pair.value)
    .filter(({ name, value }) => (last[keyMember(name)!] ?? value) !== value)
    .map(({ name }) => `another value of ${name}`);
}

function parse(text: string): Parsed {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  const parsed =
    parseJson(trimmed) ?? parseXml(trimmed) ?? parseCsv(trimmed) ?? parseStatements(trimmed);
  const pairs = parsed.pairs.map((pair) => ({ ...pair, value: bare(pair.value) }));
  return { ...parsed, pairs };
}

/** Of several profiles, rows or objects with keys the first is taken. */
function chosenSet(pairs: readonly Pair[]): string {
  return pairs.find(isKey)?.set ?? '';
}

function isKey({ name, value }: Pair): boolean {
  const member = keyMember(name);
  return value !== '' && (member === 'accessKeyId' || member === 'secretAccessKey');
}

/** As in a shell, the last value of a name counts. The region may be that of another profile. */
function keysOf(pairs: readonly Pair[], set: string): PastedKeys {
  const keys: PastedKeys = {};
  for (const { name, value, set: own } of pairs) {
    const member = keyMember(name);
    if (!member || !value) continue;
    if (own === set) keys[member] = value;
    else if (member === 'region') keys.region ??= value;
  }
  return keys;
}

/** Without white space and quotes around it: no credential has any. */
function bare(value: string): string {
  return value.replace(/^[\s\u200B"'“”„‘’`]+|[\s\u200B"'“”„‘’`]+$/g, '');
}
