/** Credentials as JSON: of the CLI, STS, IAM, Cognito, instance and container metadata, SDKs. */
import { structure, type Pair, type Parsed } from './pair';

/** `undefined` for text that is not JSON. */
export function parseJson(text: string): Parsed | undefined {
  const value = decoded(text);
  if (typeof value !== 'object' || value === null) return undefined;
  return structure(pairsIn(value, ''));
}

/** The value, also of JSON that is a string in JSON. */
function decoded(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? decoded(value) : value;
  } catch {
    return undefined;
  }
}

function pairsIn(value: object, set: string): Pair[] {
  return Object.entries(value).flatMap(([name, member]): Pair[] => {
    const path = set ? `${set}.${name}` : name;
    const named = nameAndValue(member);
    if (named) return [{ ...named, set }];
    if (typeof member === 'object' && member !== null) return pairsIn(member, path);
    return [{ name, value: String(member ?? ''), set }];
  });
}

/** `{ "name": "AWS_REGION", "value": "eu-west-1" }`, as in the environment of a container. */
function nameAndValue(member: unknown): { name: string; value: string } | undefined {
  const lower = new Map(
    Object.entries(member ?? {}).map(([name, value]) => [name.toLowerCase(), value as unknown]),
  );
  const [name, value] = [lower.get('name'), lower.get('value')];
  return typeof name === 'string' && typeof value === 'string' ? { name, value } : undefined;
}
